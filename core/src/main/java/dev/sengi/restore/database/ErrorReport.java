package dev.sengi.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.restore.RestoreTarget.Stage;
import dev.sengi.restore.SqlCommand;
import dev.sengi.restore.SqlCommand.OnFailure;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Reports the errors of a restore in pg_restore's words, and counts them. */
final class ErrorReport {
    private final ProgressListener listener;
    private final boolean exitOnError;
    private final Set<Integer> failedEntries = new HashSet<>();
    private Stage lastStage;
    private TocEntry lastEntry;
    private int count;

    ErrorReport(ProgressListener listener, boolean exitOnError) {
        this.listener = listener;
        this.exitOnError = exitOnError;
    }

    /** Returns how many errors have been reported and passed over. */
    int count() {
        return count;
    }

    /** Returns whether anything that belongs to the entry has failed. */
    boolean hasFailed(int dumpId) {
        return failedEntries.contains(dumpId);
    }

    /**
     * Reports that a command has failed.
     *
     * @throws SengiException where the restore cannot or shall not go on
     */
    void commandFailed(SqlCommand command, Place place, SQLException error) {
        String message = command.failure() + ": " + serverMessage(error, command.text());
        if (command.onFailure() == OnFailure.SHOW_COMMAND) {
            message += "Command was: " + command.text();
        }
        if (command.onFailure() == OnFailure.GIVE_UP) {
            throw new SengiException(withoutLastNewline(message), error);
        }
        report(message, place, error);
    }

    /** Reports that rows could not be loaded, as {@link #commandFailed} does. */
    void copyFailed(Place place, String copyStmt, SQLException error) {
        String table = place.entry().tag();
        report("COPY failed for table \"" + table + "\": " + serverMessage(error, copyStmt), place, error);
    }

    private void report(String message, Place place, SQLException error) {
        if (place.stage() != lastStage) {
            listener.message(Severity.INFO, "while " + place.stage().label() + ":");
            lastStage = place.stage();
        }
        TocEntry entry = place.entry();
        if (entry != null && !entry.equals(lastEntry)) {
            listener.message(Severity.INFO, describe(entry));
            failedEntries.add(entry.dumpId());
        }
        lastEntry = entry;
        if (exitOnError) {
            throw new SengiException(withoutLastNewline(message), error);
        }
        listener.message(Severity.ERROR, withoutLastNewline(message));
        count++;
    }

    private static String describe(TocEntry entry) {
        String owner = entry.owner() == null ? "(no owner)" : entry.owner();
        return "from TOC entry " + entry.dumpId() + "; " + entry.tableoid() + " " + entry.oid() + " " + entry.desc()
                + " " + entry.tag() + " " + owner;
    }

    /**
     * Makes sure that it was the server who refused a command.
     *
     * @throws SengiException for any other error: there is no use in going on without a server
     */
    static void requireServer(SQLException error) {
        if (!(error instanceof PSQLException psql) || psql.getServerErrorMessage() == null || isLost(error)) {
            throw new SengiException("could not execute query: " + error.getMessage(), error);
        }
    }

    private static String serverMessage(SQLException error, String query) {
        requireServer(error);
        ServerErrorMessage message = ((PSQLException) error).getServerErrorMessage();
        return message == null ? error.getMessage() : ServerMessage.format(message, query);
    }

    private static boolean isLost(SQLException error) {
        String state = error.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    private static String withoutLastNewline(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * Where in the restore something happens.
     *
     * @param entry null before the first
     */
    record Place(Stage stage, TocEntry entry) {}
}
