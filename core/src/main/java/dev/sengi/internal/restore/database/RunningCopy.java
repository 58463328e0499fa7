package dev.sengi.internal.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.copy.CopyNotices;
import dev.sengi.internal.session.copy.CopyWriting;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postgresql.copy.CopyIn;

/**
 * A COPY that the server has accepted. Its rows go into a temporary table first if the command names something that is
 * not valid UTF-8, because the driver sends COPY commands in UTF-8.
 *
 * <p>After writing all rows, callers call {@link #finish}, commit if they began a transaction, end the notices, and
 * call {@link #correctRows}.
 */
public final class RunningCopy implements AutoCloseable {
    private static final int INVALID_IN_UTF8 = 0xff;

    private final RestoreConnection connection;
    private final CopyIn copy;
    /** Null if the rows go directly into their table. */
    private final StagedRows staged;

    private final CopyWriting writing;
    private final CopyInput rows;

    private RunningCopy(RestoreConnection connection, CopyIn copy, StagedRows staged, CopyInput.Observer observer) {
        this.connection = connection;
        this.copy = copy;
        this.staged = staged;
        writing = new CopyWriting(copy, connection.driver(), connection::abort);
        rows = new CopyInput(copy, writing::write, observer);
    }

    /**
     * Sends the command.
     *
     * @param bytewise whether the command is a {@link BytewiseText}
     * @param options adds options to the COPY command that the driver sends
     * @throws SQLException if the server refuses it
     */
    public static RunningCopy start(
            RestoreConnection connection,
            SqlCommand command,
            boolean bytewise,
            UnaryOperator<String> options,
            Observer observer)
            throws SQLException {
        StagedRows staged = isNameable(command, bytewise) ? null : connection.staged(command.sent());
        String statement = staged == null ? nameable(command, bytewise) : staged.begin();
        observer.listen();
        CopyIn copy = connection.driver().getCopyAPI().copyIn(options.apply(statement));
        return new RunningCopy(connection, copy, staged, observer);
    }

    /** Returns whether the driver can send the command. */
    static boolean isNameable(SqlCommand command, boolean bytewise) {
        return !bytewise || BytewiseText.isReadable(command.sent());
    }

    /** Returns the command in the form that the driver can send. */
    static String nameable(SqlCommand command, boolean bytewise) {
        return bytewise ? BytewiseText.readable(command.sent()) : command.sent();
    }

    /** Returns the stream that sends rows. */
    public OutputStream rows() {
        return rows;
    }

    /**
     * Sends the last rows, and ends the COPY.
     *
     * @throws SQLException if the server has rejected any rows
     */
    public void finish() throws SQLException {
        try {
            rows.finish();
            writing.close();
        } catch (SQLException e) {
            SQLException explained = connection.explain(e);
            // Some driver versions do not end a COPY that has failed, and would then wait for its end.
            close();
            try {
                drop();
            } catch (SQLException suppressed) {
                explained.addSuppressed(suppressed);
            }
            throw explained;
        }
        if (staged != null) {
            staged.finish();
        }
    }

    /**
     * Makes the server reject the current row, so that it loads no rows. The server still reports errors in earlier
     * rows, which the driver would discard if it sent the message that fails a COPY.
     *
     * @return the error about an earlier row, or of the connection, if any
     */
    Optional<SQLException> refuseRow() throws IOException {
        rows.write(INVALID_IN_UTF8);
        try {
            finish();
        } catch (SQLException e) {
            return Optional.of(e).filter(error -> !isAboutRefusedRow(error));
        }
        // Damaged data end too early; the server has ignored the rest.
        return Optional.empty();
    }

    private static boolean isAboutRefusedRow(SQLException error) {
        return Utf8Rows.INVALID_BYTES.equals(error.getSQLState())
                && String.valueOf(error.getMessage()).contains("0x" + Integer.toHexString(INVALID_IN_UTF8));
    }

    /** Discards the rows. */
    public void abandon() throws SQLException {
        writing.close();
        connection.giveUp(copy);
        drop();
    }

    private void drop() throws SQLException {
        if (staged != null) {
            staged.drop();
        }
    }

    /** Replaces the estimate of the rows with the server's count. Called after {@link #finish}. */
    public void correctRows() {
        rows.correctRows();
    }

    /** Replaces the estimate of the rows with 0: the load has failed, or the rows have been rolled back. */
    public void discardRows() {
        rows.discardRows();
    }

    /** Returns the number of bytes sent. */
    public long sent() {
        return rows.sent();
    }

    /** Cancels the COPY unless it has ended. */
    @Override
    public void close() {
        writing.close();
        if (copy.isActive()) {
            connection.giveUp(copy);
        }
    }

    /** Passes on the server's notices, and ends the load early if continuing is pointless. */
    public abstract static class Observer implements CopyInput.Observer {
        private final RestoreConnection connection;
        private final ErrorReport errors;
        private final ProgressListener listener;
        private final String query;
        private CopyNotices notices;

        /** @param query the COPY command as notices show it */
        protected Observer(RestoreConnection connection, ErrorReport errors, ProgressListener listener, String query) {
            this.connection = connection;
            this.errors = errors;
            this.listener = listener;
            this.query = query;
        }

        private void listen() {
            // A trigger may send a notice for each row.
            notices = CopyNotices.receive(
                    connection.driver(), notice -> ServerMessage.reportNotices(notice, query, listener));
        }

        /** Called once the COPY has ended: throws what the listener has thrown when it was passed a notice. */
        public final void endNotices() {
            connection.driver().getQueryExecutor().getWarnings();
            notices.rethrow();
        }

        @Override
        public final void sending() {
            errors.requireNotStopped();
            notices.rethrow();
        }

        @Override
        public void refused(SQLException error) {
            errors.requireNotStopped();
        }
    }
}
