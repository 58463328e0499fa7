package dev.sengi.internal.restore.plain;

import dev.sengi.SengiException;
import dev.sengi.internal.plan.SqlCommand;
import dev.sengi.internal.restore.database.CopyInput;
import dev.sengi.internal.restore.database.ErrorReport;
import dev.sengi.internal.restore.database.Place;
import dev.sengi.internal.restore.database.RestoreConnection;
import dev.sengi.internal.restore.database.StagedRows;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.ServerMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.copy.CopyIn;

/**
 * Loads the rows that follow a COPY command in a script.
 *
 * <p>The rows are read to their end whatever the server reports, so that none of them is mistaken for a statement.
 */
final class RowsLoad {
    private static final Pattern COPY = Pattern.compile(
            "(.*\\bFROM\\s+STD(?:IN|OUT))\\b\\s*(.*?)\\s*;\\s*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern NAMES_ENCODING = Pattern.compile("\\bENCODING\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern WHERE = Pattern.compile("\\bWHERE\\b", Pattern.CASE_INSENSITIVE);

    private final RestoreConnection connection;
    private final ErrorReport errors;
    private final ScriptProgress listener;

    RowsLoad(RestoreConnection connection, ErrorReport errors, ScriptProgress listener) {
        this.connection = connection;
        this.errors = errors;
        this.listener = listener;
    }

    /**
     * Loads the rows, and returns the number of bytes sent.
     *
     * @param command the COPY command
     * @param encoding the rows' encoding, or null for the session's
     * @param bytewise whether the command is a {@link BytewiseText}
     */
    long load(SqlCommand command, Place place, String encoding, boolean bytewise, ScriptReader script)
            throws IOException {
        boolean nameable = !bytewise || BytewiseText.isReadable(command.sent());
        StagedRows staged = nameable ? null : connection.staged(command.sent());
        CopyIn copy;
        try {
            String statement = nameable ? nameable(command, bytewise) : staged.begin();
            copy = connection.driver().getCopyAPI().copyIn(inEncoding(statement, encoding));
        } catch (SQLException e) {
            errors.commandFailed(command, place, connection.explain(e));
            script.copyRows(OutputStream.nullOutputStream());
            return 0;
        }
        return load(copy, staged, command, place, script);
    }

    private long load(CopyIn copy, StagedRows staged, SqlCommand command, Place place, ScriptReader script)
            throws IOException {
        CopyInput rows = new CopyInput(copy, new Observer(command));
        try {
            boolean complete = script.copyRows(rows);
            if (!complete) {
                // The last row may be incomplete.
                connection.giveUp(copy);
                drop(staged);
                return 0;
            }
            finish(rows, staged);
            notices(command);
            rows.correctRows();
        } catch (SQLException e) {
            notices(command);
            errors.commandFailed(command, place, connection.explain(e));
        } finally {
            if (copy.isActive()) {
                connection.giveUp(copy);
            }
        }
        return rows.sent();
    }

    private static void finish(CopyInput rows, StagedRows staged) throws SQLException {
        try {
            rows.finish();
        } catch (SQLException e) {
            try {
                drop(staged);
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        if (staged != null) {
            staged.finish();
        }
    }

    private static void drop(StagedRows staged) throws SQLException {
        if (staged != null) {
            staged.drop();
        }
    }

    /** The driver sends the command in UTF-8, whatever the session's encoding. */
    private static String nameable(SqlCommand command, boolean bytewise) {
        return bytewise ? BytewiseText.readable(command.sent()) : command.sent();
    }

    /** Returns a COPY command that specifies the encoding of its rows. */
    static String inEncoding(String copy, String encoding) {
        Matcher parts = COPY.matcher(copy);
        if (encoding == null || !parts.matches()) {
            return copy;
        }
        String options = parts.group(2);
        String option = "ENCODING '" + encoding + "'";
        if (NAMES_ENCODING.matcher(options).find()) {
            return copy;
        }
        if (WHERE.matcher(options).find()) {
            throw new SengiException("COPY with WHERE is not supported in a script in encoding " + encoding);
        }
        if (options.isEmpty()) {
            return parts.group(1) + " WITH (" + option + ");";
        }
        return options.endsWith(")") && options.contains("(")
                ? parts.group(1) + " " + options.substring(0, options.length() - 1) + ", " + option + ");"
                : parts.group(1) + " " + options + " " + option + ";";
    }

    private void notices(SqlCommand command) {
        ServerMessage.tellNotices(connection.driver().getQueryExecutor().getWarnings(), command.text(), listener);
    }

    /** Ends the load if there is no point in continuing. */
    private final class Observer implements CopyInput.Observer {
        private final SqlCommand command;

        Observer(SqlCommand command) {
            this.command = command;
        }

        @Override
        public void advanced(long bytes, long rows) {
            listener.advanced(bytes, rows);
        }

        @Override
        public void sending() {
            errors.requireNotStopped();
            // A trigger may send one for each row.
            notices(command);
        }

        @Override
        public void refused(SQLException error) {
            errors.requireNotStopped();
        }
    }
}
