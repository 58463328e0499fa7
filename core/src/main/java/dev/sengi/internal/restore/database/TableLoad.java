package dev.sengi.internal.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.plan.EntryData;
import dev.sengi.internal.plan.SqlCommand;
import dev.sengi.internal.restore.database.ErrorReport.Place;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.ServerMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Loads the rows of a table. */
final class TableLoad {
    private static final String FROM_STDIN = "FROM stdin;\n";

    private final RestoreConnection connection;
    private final ArchiveSettings settings;
    private final ServerText text;
    private final ErrorReport errors;
    private final Place place;
    private final ProgressListener listener;

    TableLoad(
            RestoreConnection connection,
            ArchiveSettings settings,
            ServerText text,
            ErrorReport errors,
            Place place,
            ProgressListener listener) {
        this.listener = listener;
        this.connection = connection;
        this.settings = settings;
        this.text = text;
        this.errors = errors;
        this.place = place;
    }

    /** Sends data with the entry's COPY command, and returns the number of bytes sent. */
    long copy(TocEntry table, EntryData data) throws IOException {
        SqlCommand command = text.of(SqlCommand.of(table.copyStmt()));
        StagedRows staged = isNameable(command) ? null : new StagedRows(connection.server(), command.sent());
        CopyIn copy;
        try {
            String copyStmt = staged == null ? nameable(command) : staged.begin();
            copy = connection.driver().getCopyAPI().copyIn(inEncoding(copyStmt));
        } catch (SQLException e) {
            errors.commandFailed(command, place, e);
            // An archive that cannot seek must be read past the data.
            data.writeData(table, OutputStream.nullOutputStream());
            return 0;
        }
        CopyInput input = new CopyInput(copy, new Observer(table));
        try {
            try {
                data.writeData(table, input);
                input.finish();
            } catch (SQLException e) {
                drop(staged, e);
                throw e;
            }
            if (staged != null) {
                staged.finish();
            }
            tellNotices(command);
        } catch (SQLException e) {
            tellNotices(command);
            errors.copyFailed(place, command.sent(), connection.explain(e));
        } finally {
            if (copy.isActive()) {
                connection.giveUp(copy);
            }
        }
        return input.sent();
    }

    private static void drop(StagedRows staged, SQLException failure) {
        try {
            if (staged != null) {
                staged.drop();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** The driver sends COPY commands in UTF-8. */
    private boolean isNameable(SqlCommand command) {
        return !text.bytewise() || BytewiseText.isReadable(command.sent());
    }

    private String nameable(SqlCommand command) {
        return text.bytewise() ? BytewiseText.readable(command.sent()) : command.sent();
    }

    /** Makes the server read the data in the archive's encoding, which differs from the connection's. */
    private String inEncoding(String copyStmt) {
        if (settings.charset().equals(StandardCharsets.UTF_8) || !copyStmt.endsWith(FROM_STDIN)) {
            return copyStmt;
        }
        String command = copyStmt.substring(0, copyStmt.length() - FROM_STDIN.length());
        return command + "FROM stdin WITH (ENCODING '" + settings.encoding() + "');\n";
    }

    private void tellNotices(SqlCommand command) {
        ServerMessage.tellNotices(connection.driver().getQueryExecutor().getWarnings(), nameable(command), listener);
    }

    /** Ends the load early if there is no point in continuing. */
    private final class Observer implements CopyInput.Observer {
        private final TocEntry table;

        Observer(TocEntry table) {
            this.table = table;
        }

        @Override
        public void advanced(long bytes, long rows) {
            listener.entryAdvanced(table, bytes, rows);
        }

        @Override
        public void sending() {
            errors.requireNotStopped();
        }

        @Override
        public void refused(SQLException error) {
            errors.requireNotStopped();
            SQLException explained = connection.explain(error);
            String text = "error returned by PQputCopyData: " + ConnectionLoss.text(explained);
            errors.requireServer(text, explained, place, place);
        }
    }

    /** Runs data that consists of INSERT commands, and returns its number of bytes. */
    long insert(TocEntry table, EntryData data, CommandQueue queue) throws IOException {
        StatementSplitter splitter = new StatementSplitter(
                settings.charset(),
                settings.standardStrings(),
                command -> queue.add(text.of(SqlCommand.of(command)), place));
        data.writeData(table, splitter);
        queue.flush();
        listener.entryAdvanced(table, splitter.bytes(), 0);
        return splitter.bytes();
    }
}
