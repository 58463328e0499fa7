package dev.sengi.internal.restore.database;

import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.CopyAhead;
import dev.sengi.internal.session.LentConnection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Consumer;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * COPY commands sent together with their rows, whose results are read one after another.
 *
 * <p>If closed before the last result, it cancels the running COPY and reads the other results.
 */
final class SentLoads implements AutoCloseable {
    private final LentConnection connection;
    private final SimpleQuery server;
    private final CopyAhead ahead;
    private int unread;
    /** Why the server can no longer be written to; otherwise null. */
    private SQLException lost;

    /** Empty queries that the driver has sent to read the reply to a COPY, and whose own replies follow. */
    private int emptyQueries;

    SentLoads(LentConnection connection, SimpleQuery server, CopyAhead ahead) {
        this.connection = connection;
        this.server = server;
        this.ahead = ahead;
    }

    /** The result of a COPY; the error is null if it succeeded. */
    record Result(boolean begun, SQLException error) {}

    /** Sends a command and its rows; the server may not get them before {@link #flush}. */
    void send(String copy, byte[] rows) {
        unread++;
        write(() -> ahead.send(copy, rows));
    }

    void flush() {
        write(ahead::flush);
    }

    /** If the connection is lost, the results that the server has sent before say how far it got. */
    private void write(LentConnection.Exchange writing) {
        try {
            if (lost == null) {
                writing.run();
            }
        } catch (SQLException e) {
            lost = e;
            ahead.limitReading();
        }
    }

    /**
     * Waits for the result of the next COPY.
     *
     * @param notices receives the server's notices
     */
    Result next(Consumer<SQLWarning> notices) {
        unread--;
        boolean begun = false;
        try {
            begun = ahead.begins(notices);
            if (!begun || !ahead.completes()) {
                query(notices);
                if (!begun) {
                    throw new PSQLException("unexpected reply to a COPY command", PSQLState.PROTOCOL_VIOLATION);
                }
            }
            return new Result(begun, null);
        } catch (SQLException e) {
            return new Result(begun, explain(e));
        } catch (RuntimeException | Error e) {
            connection.abort();
            throw e;
        }
    }

    /** Makes the driver read up to the end of a reply. */
    private void query(Consumer<SQLWarning> notices) throws SQLException {
        emptyQueries++;
        server.run("", notices, () -> {});
    }

    private SQLException explain(SQLException error) {
        SQLException explained = connection.explain(error);
        if (!ConnectionLoss.is(explained)) {
            return explained;
        }
        connection.abort();
        return lost == null || ConnectionLoss.isFromServer(explained) ? explained : lost;
    }

    /** Leaves the connection to the next command; if it is lost, that one fails. */
    @Override
    public void close() {
        if (unread > 0 || emptyQueries > 0) {
            try {
                connection.inTime(this::readTheRest);
            } catch (SQLException e) {
                connection.abort();
            }
        }
    }

    private void readTheRest() throws SQLException {
        if (unread > 0) {
            // The server may be running a trigger or waiting for a lock.
            connection.cancelQuery();
        }
        while (unread > 0 && !connection.isAborted()) {
            next(notice -> {});
        }
        while (emptyQueries > 0 && !connection.isAborted()) {
            if (ahead.completesEmptyQuery()) {
                emptyQueries--;
            } else {
                server.run("");
            }
        }
    }
}
