package dev.sengi.internal.restore.plain;

import dev.sengi.SengiException;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.restore.database.ErrorReport;
import dev.sengi.internal.restore.database.Place;
import dev.sengi.internal.restore.database.RestoreConnection;
import dev.sengi.internal.restore.database.RunningCopy;
import dev.sengi.internal.script.read.ScriptReader;
import dev.sengi.internal.session.BytewiseText;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads the rows that follow a COPY command in a script.
 *
 * <p>The rows are always read to their end, whatever the server reports, so that none of them is mistaken for a
 * statement.
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
        Observer observer = new Observer(command);
        RunningCopy copy;
        try {
            copy = RunningCopy.start(
                    connection, command, bytewise, statement -> inEncoding(statement, encoding), observer);
        } catch (SQLException e) {
            errors.commandFailed(command, place, connection.explain(e));
            script.copyRows(OutputStream.nullOutputStream());
            return 0;
        }
        try (copy) {
            return load(copy, observer, command, place, script);
        }
    }

    private long load(RunningCopy copy, Observer observer, SqlCommand command, Place place, ScriptReader script)
            throws IOException {
        try {
            boolean complete = script.copyRows(copy.rows());
            if (!complete) {
                // The last row may be incomplete.
                copy.abandon();
                copy.discardRows();
                return 0;
            }
            copy.finish();
            observer.endNotices();
            copy.correctRows();
        } catch (SQLException e) {
            observer.endNotices();
            copy.discardRows();
            errors.commandFailed(command, place, connection.explain(e));
        }
        return copy.sent();
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

    private final class Observer extends RunningCopy.Observer {
        Observer(SqlCommand command) {
            super(connection, errors, listener, command.text());
        }

        @Override
        public void advanced(long bytes, long rows) {
            listener.advanced(bytes, rows);
        }
    }
}
