package dev.sengi.internal.session;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a COPY to standard output, as the server sends them. Used by one thread.
 *
 * <p>If closed before the last row, it cancels the COPY and reads what is still in transit, which the driver would
 * leave to the connection's next user. If that fails, the connection is aborted.
 */
public final class CopyReading implements AutoCloseable {
    private final LentConnection connection;
    private final CopyOut copy;
    /** Null if rows can only be read from the driver one by one. */
    private final CopyBlocks blocks;

    /** Starts the COPY command. */
    public CopyReading(LentConnection connection, String command) throws SQLException {
        this.connection = connection;
        StatementLog.sent(command);
        try {
            copy = connection.driver().getCopyAPI().copyOut(command);
        } catch (RuntimeException | Error e) {
            connection.abort();
            throw e;
        }
        blocks = CopyBlocks.of(connection.driver().getQueryExecutor());
    }

    /**
     * Waits for the next row and writes it and the rows that arrived with it, each with its line end.
     *
     * @return the number of rows; 0 after the last
     * @throws IOException if the sink throws it
     */
    public int transferTo(OutputStream sink) throws SQLException, IOException {
        int rows = blocks == null ? 0 : transferBlock(sink);
        if (rows > 0) {
            return rows;
        }
        byte[] row = next();
        if (row == null) {
            return 0;
        }
        sink.write(row);
        return 1;
    }

    private int transferBlock(OutputStream sink) throws SQLException, IOException {
        try {
            return blocks.transferTo(sink);
        } catch (SQLException e) {
            SQLException explained = connection.explain(e);
            connection.abort();
            throw explained;
        }
    }

    /** Returns the next row with its line end, or null after the last. */
    public byte[] next() throws SQLException {
        try {
            return copy.readFromCopy();
        } catch (SQLException e) {
            SQLException explained = connection.explain(e);
            if (copy.isActive()) {
                connection.abort();
            }
            throw explained;
        } catch (RuntimeException | Error e) {
            // For example, a row that does not fit in memory: its remainder would be read as the next message.
            connection.abort();
            throw e;
        }
    }

    @Override
    public void close() {
        if (connection.isAborted() || !copy.isActive()) {
            return;
        }
        if (blocks != null && blocks.isWithinRow()) {
            connection.abort();
            return;
        }
        try {
            connection.inTime(this::readToTheEnd);
        } catch (SQLException e) {
            // The server's response to the cancel request, unless the COPY is still active.
        } finally {
            if (copy.isActive()) {
                connection.abort();
            }
        }
    }

    private void readToTheEnd() throws SQLException {
        connection.cancelQuery();
        while (copy.readFromCopy() != null) {
            // Discards what was still in transit.
        }
    }
}
