package dev.sengi.internal.session.copy;

import dev.sengi.internal.session.LentConnection;
import dev.sengi.internal.session.StatementLog;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

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

    /** The number of commands in the batch whose rows have not started. */
    private int commandsLeft;
    /** Whether the rows of a command have been read, and those of the next one have not started. */
    private boolean between;

    /** Starts the COPY command. */
    public CopyReading(LentConnection connection, String command) throws SQLException {
        this(connection, command, 1);
    }

    /**
     * Starts several COPY commands, the rows of which are read one after another.
     *
     * @param command the commands as one text
     * @param count how many there are; 1 unless {@link #readsSeveral}
     */
    public CopyReading(LentConnection connection, String command, int count) throws SQLException {
        this.connection = connection;
        commandsLeft = count - 1;
        StatementLog.sent(command);
        CopyNotices.discard(connection.driver());
        try {
            copy = connection.driver().getCopyAPI().copyOut(command);
        } catch (RuntimeException | Error e) {
            connection.abort();
            throw e;
        }
        blocks = CopyBlocks.of(connection.driver().getQueryExecutor());
    }

    /** Returns whether several COPY commands can be sent together: the driver alone cannot read their rows. */
    public static boolean readsSeveral(LentConnection connection) {
        return CopyBlocks.of(connection.driver().getQueryExecutor()) != null;
    }

    /**
     * Waits until the next command's rows begin; called once all rows of the one before have been read.
     *
     * @throws SQLException if the server refuses the command
     */
    public void nextCommand() throws SQLException {
        commandsLeft--;
        between = false;
        if (!readBlock(blocks::beginCopy)) {
            next();
            throw new PSQLException("unexpected message between COPY commands", PSQLState.PROTOCOL_VIOLATION);
        }
    }

    /**
     * Waits for the next row and writes it and the rows that arrived with it, each with its line end.
     *
     * @return the number of rows; 0 after the last of this command
     * @throws IOException if the sink throws it
     */
    public int transferTo(OutputStream sink) throws SQLException, IOException {
        int rows = blocks == null ? 0 : readBlock(() -> blocks.transferTo(sink));
        between = rows == 0 && commandsLeft > 0 && readBlock(blocks::endCopy);
        if (rows > 0 || between) {
            return rows;
        }
        byte[] row = next();
        if (row == null) {
            return 0;
        }
        sink.write(row);
        return 1;
    }

    private interface BlockReading<T, E extends Exception> {
        T read() throws SQLException, E;
    }

    private <T, E extends Exception> T readBlock(BlockReading<T, E> reading) throws SQLException, E {
        try {
            return reading.read();
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
            // For example, if a row did not fit into memory, its remainder would be read as the next message.
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
        if (between || commandsLeft > 0) {
            skipToLastCommand();
        }
        while (copy.readFromCopy() != null) {
            // Discards what was still in transit.
        }
    }

    /** The driver can read only the rows of the last command, or an error. */
    private void skipToLastCommand() throws SQLException {
        do {
            if (between && !blocks.beginCopy()) {
                return;
            }
            commandsLeft -= between ? 1 : 0;
            try {
                do {
                    blocks.transferTo(OutputStream.nullOutputStream());
                } while (blocks.isBeforeRow());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            between = commandsLeft > 0 && blocks.endCopy();
        } while (between);
    }
}
