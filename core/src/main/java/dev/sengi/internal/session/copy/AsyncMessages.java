package dev.sengi.internal.session.copy;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Consumer;
import org.postgresql.core.Notification;
import org.postgresql.core.PGStream;
import org.postgresql.core.v3.QueryExecutorImpl;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * The messages that a server may send at any time: notices, parameters and notifications. PostgreSQL's manual describes
 * them under "Asynchronous Operations". Parameters and notifications are passed on to the driver.
 */
final class AsyncMessages {
    private final QueryExecutorImpl driver;
    private final PGStream stream;

    AsyncMessages(QueryExecutorImpl driver, PGStream stream) {
        this.driver = driver;
        this.stream = stream;
    }

    /**
     * Reads the next message if it is one of these.
     *
     * @param type the type of the next message
     * @return whether it was one of these
     */
    boolean take(int type, Consumer<SQLWarning> notices) throws SQLException, IOException {
        switch (type) {
            case 'N' -> notices.accept(new PSQLWarning(serverMessage()));
            case 'S' -> parameter();
            case 'A' -> notification();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads an error or a notice. */
    ServerErrorMessage serverMessage() throws IOException {
        stream.receiveChar();
        int length = stream.receiveInteger4() - Integer.BYTES;
        return new ServerErrorMessage(stream.receiveErrorString(length));
    }

    private void parameter() throws SQLException, IOException {
        stream.receiveChar();
        driver.receiveParameterStatus();
    }

    private void notification() throws IOException {
        stream.receiveChar();
        stream.receiveInteger4();
        int pid = stream.receiveInteger4();
        String channel = stream.receiveString();
        driver.addNotification(new Notification(channel, pid, stream.receiveString()));
    }
}
