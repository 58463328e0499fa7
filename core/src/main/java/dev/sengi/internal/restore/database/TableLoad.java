package dev.sengi.internal.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.progress.EntryEvents;
import dev.sengi.internal.restore.database.CommandQueue.Load;
import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.StatementLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Loads the rows of a table with its COPY command. */
final class TableLoad {
    private static final String FROM_STDIN = "FROM stdin;\n";
    /** With fewer bytes, a separate transaction for a new table costs more than it saves. */
    private static final int LARGE = 1 << 16;

    private final Context context;
    private final RestoreConnection connection;
    private final ServerText text;
    private final CommandQueue queue;
    private final ErrorReport errors;
    private final ProgressListener listener;
    private final Place place;
    /** Receives the number of bytes sent. */
    private final LongConsumer sent;
    /** The number of bytes that have been reported as progress: those that are sent again are not reported again. */
    private long bytesReported;

    /**
     * Properties common to all loads of a restore.
     *
     * @param quoting how the archive's COPY commands quote names
     */
    record Context(ArchiveSettings settings, Quoting quoting, ErrorReport errors, ProgressListener listener) {}

    TableLoad(Context context, RestoreConnection connection, CommandQueue queue, Place place, LongConsumer sent) {
        this.context = context;
        this.connection = connection;
        text = connection.text();
        this.queue = queue;
        errors = context.errors;
        listener = context.listener;
        this.place = place;
        this.sent = sent;
    }

    /**
     * Sends data with the entry's COPY command, or puts both into the queue if there is little data.
     *
     * @param newTable the entry of a table whose creation, for these rows, has already been requested, or null
     */
    void copy(TocEntry table, TocEntry newTable, EntryData data) throws IOException {
        SqlCommand command;
        try {
            command = text.of(SqlCommand.of(table.copyStmt()));
        } catch (ServerText.UnreadableText e) {
            queue.flush();
            errors.commandRejected(SqlCommand.of(table.copyStmt()), place, e.getMessage());
            // An archive that cannot seek must be read past the data.
            data.writeData(table, OutputStream.nullOutputStream());
            return;
        }
        boolean again = true;
        for (int attempt = 1; again; attempt++) {
            Rows rows = new Rows(table, newTable, command, attempt < Retry.MAX_ATTEMPTS && data.canRepeat());
            try {
                if (connection.convertsRows()) {
                    convert(table, data, rows);
                } else {
                    data.writeData(table, rows);
                    rows.finish();
                }
            } finally {
                rows.giveUp();
            }
            again = rows.isNeededAgain;
        }
    }

    private void convert(TocEntry table, EntryData data, Rows rows) throws IOException {
        Utf8Rows converted = new Utf8Rows(context.settings.encoding(), context.settings.charset(), rows);
        data.writeData(table, converted);
        converted.finish();
        if (converted.failure().isPresent()) {
            rows.fail(converted.failure().get());
        } else {
            rows.finish();
        }
    }

    /** Sends rows immediately if they do not fit into the queue. */
    private final class Rows extends OutputStream {
        private final TocEntry table;
        private final TocEntry newTable;
        private final SqlCommand command;
        /** The most bytes that can wait in the queue. */
        private final int most;

        private final FreshTable fresh = new FreshTable(connection.server());
        /** Null once the COPY has been sent. */
        private ByteArrayOutputStream first = new ByteArrayOutputStream();

        private final Observer observer;
        /** Null unless the server has accepted the command. */
        private RunningCopy copy;

        private OutputStream sink;

        private final boolean canRepeat;
        /** Whether all rows must be sent once more, because a concurrent transaction kept them from being loaded. */
        private boolean isNeededAgain;

        Rows(TocEntry table, TocEntry newTable, SqlCommand command, boolean canRepeat) {
            this.canRepeat = canRepeat;
            this.table = table;
            this.newTable = newTable;
            this.command = command;
            observer = new Observer(table, command);
            most = isOneCommand(command.sent()) && isNameable(command)
                    ? queue.maxRowBytes() - command.sent().length()
                    : 0;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (first != null && first.size() + count <= LARGE) {
                first.write(bytes, offset, count);
            } else {
                begin(true);
                sink.write(bytes, offset, count);
            }
        }

        private void begin(boolean large) throws IOException {
            if (first == null) {
                return;
            }
            ByteArrayOutputStream collected = first;
            first = null;
            queue.flush();
            StatementLog.sent(command.text());
            try {
                boolean frozen = large
                        && isNameable(command)
                        && isFresh()
                        && fresh.begin(text.of(name()).sent());
                copy = frozen ? startFrozen() : null;
                if (copy == null) {
                    // The attempt to freeze the rows may have been cancelled.
                    errors.requireNotStopped();
                    copy = start(false);
                }
                sink = copy.rows();
            } catch (SQLException e) {
                isNeededAgain = mayRepeat(e);
                if (!isNeededAgain) {
                    errors.commandFailed(command, place, connection.explain(e));
                }
                // An archive that cannot seek must be read past the data.
                sink = OutputStream.nullOutputStream();
            }
            collected.writeTo(sink);
        }

        /** Returns whether the table was created for these rows only, and the COPY command has pg_dump's form. */
        private boolean isFresh() {
            return newTable != null
                    && !errors.hasFailed(newTable.dumpId())
                    && command.text().startsWith("COPY " + name().text() + " ")
                    && command.text().endsWith(FROM_STDIN);
        }

        private SqlCommand name() {
            return SqlCommand.of(context.quoting.qualified(table.namespace(), table.tag()));
        }

        private RunningCopy start(boolean frozen) throws SQLException {
            return RunningCopy.start(
                    connection, command, text.bytewise(), statement -> withOptions(statement, frozen), observer);
        }

        /** Returns null if the server refuses to freeze rows before it asks for them, for whatever reason. */
        private RunningCopy startFrozen() throws SQLException {
            try {
                return start(true);
            } catch (SQLException e) {
                fresh.refused(e);
                return null;
            }
        }

        void finish() throws IOException {
            if (first != null && first.size() <= most && most > 0) {
                enqueue(first.toByteArray());
                return;
            }
            begin(false);
            if (copy != null) {
                end();
                sent.accept(isNeededAgain ? 0 : copy.sent());
            }
        }

        private boolean mayRepeat(SQLException error) {
            return canRepeat && Retry.isPossible(error, connection.server());
        }

        private void enqueue(byte[] data) {
            byte[] rows = Arrays.copyOf(data, CopyInput.withoutTerminator(data));
            long count = CopyInput.rows(rows, rows.length);
            Runnable begun = () -> {
                if (rows.length > 0) {
                    listener.entryAdvanced(EntryEvents.advanced(table, rows.length, count));
                }
                sent.accept(rows.length);
            };
            Runnable failed = () -> {
                if (rows.length > 0) {
                    listener.entryAdvanced(EntryEvents.advanced(table, 0, -count));
                }
            };
            queue.load(new Load(command, place, withOptions(nameable(command), false), rows, begun, failed));
        }

        private void end() {
            try {
                copy.finish();
                fresh.commit();
                observer.endNotices();
                copy.correctRows();
            } catch (SQLException e) {
                observer.endNotices();
                fresh.rollBack();
                copy.discardRows();
                isNeededAgain = mayRepeat(e);
                if (!isNeededAgain) {
                    errors.copyFailed(command, place, connection.explain(e));
                }
            }
        }

        /** Ends the COPY with an error about the next row, unless the server has found an earlier error. */
        void fail(SQLException error) throws IOException {
            // This also makes a transaction fail.
            begin(false);
            if (copy != null) {
                SQLException first = copy.refuseRow().map(connection::explain).orElse(error);
                observer.endNotices();
                fresh.rollBack();
                copy.discardRows();
                errors.copyFailed(command, place, first);
            }
        }

        void giveUp() {
            if (copy != null) {
                copy.close();
            }
        }
    }

    /**
     * Archives may contain anything, so only commands in pg_dump's form are sent before the server has replied to
     * earlier ones.
     */
    private static boolean isOneCommand(String copyStmt) {
        return copyStmt.startsWith("COPY ")
                && copyStmt.endsWith(" " + FROM_STDIN)
                && copyStmt.indexOf(';') == copyStmt.length() - ";\n".length();
    }

    private boolean isNameable(SqlCommand command) {
        return RunningCopy.isNameable(command, text.bytewise());
    }

    private String nameable(SqlCommand command) {
        return RunningCopy.nameable(command, text.bytewise());
    }

    /** Makes the server read the data in the archive's encoding, which may differ from the connection's. */
    private String withOptions(String copyStmt, boolean frozen) {
        boolean usual = context.settings.charset().equals(StandardCharsets.UTF_8) || connection.convertsRows();
        if ((usual && !frozen) || !copyStmt.endsWith(FROM_STDIN)) {
            return copyStmt;
        }
        String command = copyStmt.substring(0, copyStmt.length() - FROM_STDIN.length());
        String encoding = usual ? "" : "ENCODING '" + context.settings.encoding() + "'";
        String freezing = frozen ? "FREEZE" : "";
        return command + "FROM stdin WITH (" + encoding + (usual || !frozen ? "" : ", ") + freezing + ");\n";
    }

    /** Ends the load early if the connection to the server has been lost. */
    private final class Observer extends RunningCopy.Observer {
        private final TocEntry table;
        private final String statement;
        private long bytesSent;

        Observer(TocEntry table, SqlCommand command) {
            super(connection, errors, listener, nameable(command));
            this.table = table;
            statement = command.sent();
        }

        @Override
        public void advanced(long bytes, long rows) {
            bytesSent += bytes;
            long more = Math.max(0, bytesSent - bytesReported);
            bytesReported += more;
            listener.entryAdvanced(EntryEvents.advanced(table, more, rows));
        }

        @Override
        public void refused(SQLException error) {
            super.refused(error);
            SQLException explained = connection.explain(error);
            String text = "error returned by PQputCopyData: " + ConnectionLoss.text(explained);
            errors.requireServer(text, explained, statement, place, place);
        }
    }
}
