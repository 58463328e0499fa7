package dev.sengi.internal.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.plan.EntryData;
import dev.sengi.internal.plan.SqlCommand;
import dev.sengi.internal.progress.DataMeter;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.StatementLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.postgresql.copy.CopyIn;

/** Loads the rows of a table. */
final class TableLoad {
    private static final String FROM_STDIN = "FROM stdin;\n";
    /** With fewer bytes, a transaction for a new table costs more than it saves. */
    private static final int LARGE = 1 << 16;

    private final RestoreConnection connection;
    private final CommandQueue queue;
    private final ArchiveSettings settings;
    private final ServerText text;
    private final Quoting quoting;
    private final ErrorReport errors;
    private final Place place;
    private final ProgressListener listener;
    /** Receives the number of bytes sent. */
    private final LongConsumer sent;

    TableLoad(
            RestoreConnection connection,
            CommandQueue queue,
            ArchiveSettings settings,
            Quoting quoting,
            ErrorReport errors,
            Place place,
            ProgressListener listener,
            LongConsumer sent) {
        this.connection = connection;
        this.queue = queue;
        this.settings = settings;
        this.quoting = quoting;
        this.text = connection.text();
        this.errors = errors;
        this.place = place;
        this.listener = listener;
        this.sent = sent;
    }

    /**
     * Sends data with the entry's COPY command, or lets both wait in the queue if there is little data.
     *
     * @param newTable the entry of a table that the restore has requested to be created for these rows, or null
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
        Rows rows = new Rows(table, newTable, command);
        try {
            data.writeData(table, rows);
            rows.finish();
        } finally {
            rows.giveUp();
        }
    }

    /** Sends rows at once if they do not fit into the queue. */
    private final class Rows extends OutputStream {
        private final TocEntry table;
        private final TocEntry newTable;
        private final SqlCommand command;
        /** The most bytes that can wait in the queue. */
        private final int most;

        private final FreshTable fresh = new FreshTable(connection.server());
        /** Null once the COPY has been sent. */
        private ByteArrayOutputStream first = new ByteArrayOutputStream();

        private StagedRows staged;
        /** Null unless the server has accepted the command. */
        private CopyIn copy;

        private CopyInput input;
        private OutputStream sink;

        Rows(TocEntry table, TocEntry newTable, SqlCommand command) {
            this.table = table;
            this.newTable = newTable;
            this.command = command;
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
                staged = isNameable(command) ? null : connection.staged(command.sent());
                boolean frozen = large
                        && staged == null
                        && isFresh()
                        && fresh.begin(text.of(name()).sent());
                copy = frozen ? copyFrozen() : null;
                if (copy == null) {
                    // The attempt to freeze the rows may have been cancelled.
                    errors.requireNotStopped();
                    String copyStmt = staged == null ? nameable(command) : staged.begin();
                    copy = connection.driver().getCopyAPI().copyIn(withOptions(copyStmt, false));
                }
                input = new CopyInput(copy, new Observer(table, command));
                sink = input;
            } catch (SQLException e) {
                errors.commandFailed(command, place, connection.explain(e));
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
            return SqlCommand.of(quoting.qualified(table.namespace(), table.tag()));
        }

        /** Returns null if the server refuses to freeze rows, whatever the reason. */
        private CopyIn copyFrozen() throws SQLException {
            try {
                return connection.driver().getCopyAPI().copyIn(withOptions(nameable(command), true));
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
                sent.accept(input.sent());
            }
        }

        private void enqueue(byte[] data) {
            byte[] rows = Arrays.copyOf(data, CopyInput.withoutTerminator(data, data.length, true));
            queue.load(command, withOptions(nameable(command), false), rows, place, () -> {
                if (rows.length > 0) {
                    listener.entryAdvanced(table, rows.length, CopyInput.rows(rows, rows.length));
                }
                sent.accept(rows.length);
            });
        }

        private void end() {
            try {
                try {
                    input.finish();
                } catch (SQLException e) {
                    drop(e);
                    throw e;
                }
                if (staged != null) {
                    staged.finish();
                }
                fresh.commit();
                tellNotices(command);
                input.correctRows();
            } catch (SQLException e) {
                tellNotices(command);
                fresh.rollBack();
                errors.copyFailed(command, place, connection.explain(e));
            }
        }

        private void drop(SQLException failure) {
            try {
                if (staged != null) {
                    staged.drop();
                }
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }

        void giveUp() {
            if (copy != null && copy.isActive()) {
                connection.giveUp(copy);
            }
        }
    }

    /** Archives may contain anything; only commands in pg_dump's form are sent before the server has replied. */
    private static boolean isOneCommand(String copyStmt) {
        return copyStmt.startsWith("COPY ")
                && copyStmt.endsWith(" " + FROM_STDIN)
                && copyStmt.indexOf(';') == copyStmt.length() - ";\n".length();
    }

    /** The driver sends COPY commands in UTF-8. */
    private boolean isNameable(SqlCommand command) {
        return !text.bytewise() || BytewiseText.isReadable(command.sent());
    }

    private String nameable(SqlCommand command) {
        return text.bytewise() ? BytewiseText.readable(command.sent()) : command.sent();
    }

    /** Makes the server read the data in the archive's encoding, which may differ from the connection's. */
    private String withOptions(String copyStmt, boolean frozen) {
        boolean usual = settings.charset().equals(StandardCharsets.UTF_8);
        if ((usual && !frozen) || !copyStmt.endsWith(FROM_STDIN)) {
            return copyStmt;
        }
        String command = copyStmt.substring(0, copyStmt.length() - FROM_STDIN.length());
        String encoding = usual ? "" : "ENCODING '" + settings.encoding() + "'";
        String freezing = frozen ? "FREEZE" : "";
        return command + "FROM stdin WITH (" + encoding + (usual || !frozen ? "" : ", ") + freezing + ");\n";
    }

    private void tellNotices(SqlCommand command) {
        ServerMessage.tellNotices(connection.driver().getQueryExecutor().getWarnings(), nameable(command), listener);
    }

    /** Ends the load early if there is no point in continuing. */
    private final class Observer implements CopyInput.Observer {
        private final TocEntry table;
        private final SqlCommand command;

        Observer(TocEntry table, SqlCommand command) {
            this.table = table;
            this.command = command;
        }

        @Override
        public void advanced(long bytes, long rows) {
            listener.entryAdvanced(table, bytes, rows);
        }

        @Override
        public void sending() {
            errors.requireNotStopped();
            // A trigger may send one for each row.
            tellNotices(command);
        }

        @Override
        public void refused(SQLException error) {
            errors.requireNotStopped();
            SQLException explained = connection.explain(error);
            String text = "error returned by PQputCopyData: " + ConnectionLoss.text(explained);
            errors.requireServer(text, explained, place, place);
        }
    }

    /** Runs data that consists of INSERT commands. */
    void insert(TocEntry table, EntryData data) throws IOException {
        queue.flush();
        StatementSplitter splitter = new StatementSplitter(
                settings.charset(), settings.standardStrings(), command -> insert(SqlCommand.of(command)));
        DataMeter meter = new DataMeter(table, listener);
        data.writeData(table, meter.counting(splitter));
        queue.flush();
        if (splitter.isWithinCommand()) {
            throw new ArchiveFormatException(
                    ArchiveFormatException.Reason.CORRUPT,
                    "the data of table \"" + table.tag() + "\" are incomplete: they end within a command",
                    -1,
                    table.dumpId(),
                    null);
        }
        meter.report();
        sent.accept(splitter.bytes());
    }

    private void insert(SqlCommand command) {
        try {
            queue.add(text.of(command), place);
        } catch (ServerText.UnreadableText e) {
            queue.flush();
            errors.commandRejected(command, place, e.getMessage());
        }
    }
}
