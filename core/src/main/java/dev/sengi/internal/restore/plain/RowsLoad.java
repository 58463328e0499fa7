package dev.sengi.internal.restore.plain;

import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.restore.database.CopyEncoding;
import dev.sengi.internal.restore.database.ErrorReport;
import dev.sengi.internal.restore.database.Place;
import dev.sengi.internal.restore.database.RestoreConnection;
import dev.sengi.internal.restore.database.RunningCopy;
import dev.sengi.internal.script.read.ScriptReader;
import dev.sengi.internal.session.BytewiseText;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;

/**
 * Loads the rows that follow a COPY command in a script.
 *
 * <p>The rows are always read to their end, whatever the server reports, so that none of them is mistaken for a
 * statement.
 */
final class RowsLoad {
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

    private String inEncoding(String copy, String encoding) {
        return encoding == null
                ? copy
                : CopyEncoding.in(copy, encoding, connection.server().standardStrings());
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
