package dev.sengi.internal.restore.database;

import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.LentConnection;
import dev.sengi.internal.session.ServerError;
import dev.sengi.internal.session.copy.CopyAhead;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * COPY commands sent together with their rows, whose replies are read one after another.
 *
 * <p>If closed before the last reply, it cancels the running COPY and reads the other replies.
 */
final class SentLoads implements AutoCloseable {
    private final LentConnection connection;
    private final CopyAhead ahead;
    private final Deque<CopyAhead.Reply> unread = new ArrayDeque<>();
    /** The reason why nothing more can be written to the server, or null. */
    private SQLException lost;

    SentLoads(LentConnection connection, CopyAhead ahead) {
        this.connection = connection;
        this.ahead = ahead;
    }

    /** Sends a command and its rows; the server may not get them before {@link #flush}. */
    void send(String copy, byte[] rows) {
        unread.add(ahead.new Reply());
        write(() -> ahead.send(copy, rows));
    }

    void flush() {
        write(ahead::flush);
    }

    /** If the connection is lost, replies that have already arrived show how far the server got. */
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

    /** Returns whether there is a COPY whose reply has not been read and can be. */
    boolean hasNext() {
        return !unread.isEmpty() && !connection.isAborted();
    }

    /**
     * Waits for the reply to the next COPY.
     *
     * @param begun called when the server requests the rows
     * @param notices receives the server's notices as they arrive
     * @throws SQLException the server's error, or one of the connection, which is then aborted
     */
    void awaitNext(Runnable begun, Consumer<SQLWarning> notices) throws SQLException {
        CopyAhead.Reply reply = unread.element();
        try {
            reply.read(begun, notices);
        } catch (SQLException e) {
            throw explain(e);
        } finally {
            if (reply.isComplete()) {
                unread.remove();
            }
        }
    }

    private SQLException explain(SQLException error) {
        SQLException explained = connection.explain(error);
        if (!ConnectionLoss.is(explained)) {
            return explained;
        }
        connection.abort();
        return lost == null || ServerError.isFromServer(explained) ? explained : lost;
    }

    @Override
    public void close() {
        if (!unread.isEmpty() && !connection.isAborted()) {
            try {
                connection.inTime(this::readTheRest);
            } catch (SQLException e) {
                connection.abort();
            }
        }
    }

    private void readTheRest() throws SQLException {
        // The server may be running a trigger or waiting for a lock.
        connection.cancelQuery();
        while (!unread.isEmpty()) {
            try {
                awaitNext(() -> {}, notice -> {});
            } catch (SQLException e) {
                if (connection.isAborted()) {
                    throw e;
                }
            }
        }
    }
}
