package dev.sengi.internal.session;

import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The message with which a server ended a session during a COPY. The driver drops it: it reads on past the message and
 * reports only the end of the stream, and if writing fails, it does not read at all.
 *
 * <p>The driver has no method for this, so its fields are accessed. If that is impossible, its own error is used.
 */
final class UnreadMessage {
    private static final int MILLIS_TO_READ = 1000;
    /** Maximum length of an error message in bytes. */
    private static final int LONGEST = 30_000;

    /** How many messages to read at most; notices may precede the error. */
    private static final int MESSAGES = 100;

    private UnreadMessage() {}

    /**
     * Returns the server's error if it ended the session with one, otherwise the driver's. The connection can no longer
     * be used.
     *
     * @param error the driver's error: it has lost the connection
     */
    static SQLException insteadOf(SQLException error, PgConnection connection) {
        try {
            QueryExecutor driver = connection.getQueryExecutor();
            SQLException read = (SQLException) DriverFields.value(driver, "transactionFailCause");
            if (read != null && ConnectionLoss.isFatal(ServerError.message(read))) {
                return read;
            }
            ServerErrorMessage unread = next((PGStream) DriverFields.value(driver, "pgStream"));
            return unread == null ? error : new PSQLException(unread);
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            error.addSuppressed(e);
            return error;
        }
    }

    private static ServerErrorMessage next(PGStream stream) throws IOException {
        stream.setNetworkTimeout(MILLIS_TO_READ);
        for (int i = 0; i < MESSAGES; i++) {
            int type = stream.receiveChar();
            int length = stream.receiveInteger4() - Integer.BYTES;
            if (length < 0 || (type == 'E' && length > LONGEST)) {
                // The rest of a truncated row: no message starts here.
                return null;
            }
            if (type == 'E') {
                ServerErrorMessage message = new ServerErrorMessage(stream.receiveErrorString(length));
                return ConnectionLoss.isFatal(message) ? message : null;
            }
            skip(stream, length);
        }
        return null;
    }

    /** The driver's own skip method never notices the end of the stream. */
    private static void skip(PGStream stream, int length) throws IOException {
        for (int left = length; left > 0; left -= LONGEST) {
            stream.receive(Math.min(left, LONGEST));
        }
    }
}
