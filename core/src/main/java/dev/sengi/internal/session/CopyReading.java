package dev.sengi.internal.session;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a COPY to standard output, as the server sends them. Used by one thread.
 *
 * <p>Closed before the last row, it cancels the COPY and reads what is still under way, which the driver leaves for
 * whoever uses the connection next. Where that cannot be done, the connection is aborted.
 */
public final class CopyReading implements AutoCloseable {
    private final LentConnection connection;
    private final CopyOut copy;
    /** Null if the driver's rows cannot be had but one by one. */
    private final CopyBlocks blocks;

    /** Begins the COPY that the command says. */
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
     * Waits for the next row and writes it, and those that have come with it, each with its line end.
     *
     * @return the number of rows; 0 after the last
     * @throws IOException what the sink throws
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
            // A row too large for the memory, say: the rest of it would be taken for the next message.
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
            // The server's answer to being cancelled, unless the COPY is not over.
        } finally {
            if (copy.isActive()) {
                connection.abort();
            }
        }
    }

    private void readToTheEnd() throws SQLException {
        connection.cancelQuery();
        while (copy.readFromCopy() != null) {
            // What was under way.
        }
    }
}
