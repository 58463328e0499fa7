package dev.sengi.internal.restore.database;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionException;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.SengiException;
import dev.sengi.ServerException;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.perform.RestorePhase;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.perform.SqlCommand.OnFailure;
import dev.sengi.internal.progress.EntryStage;
import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.ServerError;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.StatementLog;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports and counts the errors of a restore, in pg_restore's words. */
public final class ErrorReport {
    private final ProgressListener listener;
    private final boolean exitOnError;
    private final Set<Integer> failedBefore;
    private final Set<Integer> failedEntries = new HashSet<>();
    /** Shared by all sessions, as is the number of failures. */
    private final AtomicInteger completed;

    private final AtomicInteger failures;

    private volatile boolean stopped;
    private RestorePhase lastPhase;
    private TocEntry lastEntry;
    /** The stage of the entries being restored; null before the first. */
    private Stage stage;

    private int count;

    public ErrorReport(ProgressListener listener, boolean exitOnError) {
        this(listener, exitOnError, Set.of(), new AtomicInteger(), new AtomicInteger());
    }

    private ErrorReport(
            ProgressListener listener,
            boolean exitOnError,
            Set<Integer> failedBefore,
            AtomicInteger completed,
            AtomicInteger failures) {
        this.listener = listener;
        this.exitOnError = exitOnError;
        this.failedBefore = failedBefore;
        this.completed = completed;
        this.failures = failures;
    }

    /** Returns a report for another session, which includes the failures so far. */
    ErrorReport another() {
        // Not Set.copyOf, whose linear probing is quadratic for dense numbers that wrap around its table.
        Set<Integer> before = Collections.unmodifiableSet(new HashSet<>(failedEntries));
        return new ErrorReport(listener, exitOnError, before, completed, failures);
    }

    /** Records that all commands for an entry have been executed or have failed. */
    void entryCompleted() {
        completed.incrementAndGet();
    }

    /** Ends the restore at the next command; called by any thread. */
    public void stop() {
        stopped = true;
    }

    /** @throws CancelledException if the restore has been stopped, or this thread interrupted */
    public void requireNotStopped() {
        if (isStopped()) {
            throw stopped(null);
        }
    }

    private boolean isStopped() {
        return stopped || Thread.currentThread().isInterrupted();
    }

    private static SengiException stopped(SQLException error) {
        return new CancelledException("restore was cancelled", error);
    }

    /** Forgets that the entry's object could not be dropped, because it is about to be created. */
    void entryStarted(TocEntry entry) {
        failedEntries.remove(entry.dumpId());
        stage = EntryStage.of(entry, stage);
    }

    /** Returns the number of errors that were reported and ignored in this session. */
    public int count() {
        return count;
    }

    /**
     * Warns at the end of a restore, unless everything has succeeded.
     *
     * @param errors their number as pg_restore counts them
     */
    public static void warnOfIgnored(int errors, ProgressListener listener) {
        if (errors > 0) {
            listener.message(Severity.WARNING, "errors ignored on restore: " + errors);
        }
    }

    /** Returns the number of errors that were reported and ignored in all sessions. */
    int failures() {
        return failures.get();
    }

    /** Returns whether anything that belongs to the entry failed. */
    boolean hasFailed(int dumpId) {
        return failedEntries.contains(dumpId) || failedBefore.contains(dumpId);
    }

    /** Returns the number of entries for which something failed in this session. */
    int failedEntries() {
        return failedEntries.size();
    }

    /**
     * Reports that a command failed.
     *
     * @throws SengiException if the restore cannot or must not continue
     */
    public void commandFailed(SqlCommand command, Place place, SQLException error) {
        if (isStopped()) {
            throw stopped(error);
        }
        if (error instanceof SimpleQuery.RowsDiscarded) {
            commandRejected(command, place, error.getMessage());
            return;
        }
        String sent = StatementLog.withoutPassword(command.sent());
        requireServer(command.failure() + ": " + ConnectionLoss.text(error), error, sent, place, place);
        String message = command.failure() + ": " + serverMessage(error, sent);
        if (command.onFailure() == OnFailure.SHOW_COMMAND) {
            message += "Command was: " + StatementLog.withoutPassword(command.text());
        }
        if (command.onFailure() == OnFailure.GIVE_UP) {
            throw new ServerException(message, List.of(), sent, place.entry(), error);
        }
        report(message, place, sent, error);
    }

    /** Returns whether the first error ends the restore. */
    boolean endsRestore() {
        return exitOnError;
    }

    /** Reports that rows could not be loaded, like {@link #commandFailed}. */
    void copyFailed(SqlCommand copy, Place place, SQLException error) {
        if (place.entry() == null) {
            commandFailed(copy, place, error);
            return;
        }
        if (isStopped()) {
            throw stopped(error);
        }
        String failure = "COPY failed for table \"" + place.entry().tag() + "\"";
        requireServer(failure + ": " + ServerError.text(error, copy.sent()), error, copy.sent(), place, place);
        report(failure + ": " + serverMessage(error, copy.sent()), place, copy.sent(), error);
    }

    /**
     * Reports an error in a script itself, as opposed to an error from the server.
     *
     * @throws SengiException if the restore must not continue
     */
    public void scriptFailed(String message, long line) {
        requireNotStopped();
        report(message, Place.ofLine(line), "", null);
    }

    /**
     * Reports that a command has failed for a reason other than a server error, such as text that cannot be sent.
     *
     * @throws SengiException if the restore must not continue
     */
    public void commandRejected(SqlCommand command, Place place, String reason) {
        requireNotStopped();
        String shown = StatementLog.withoutPassword(command.text());
        String message = command.failure() + ": " + reason + "\nCommand was: " + shown;
        if (command.onFailure() == OnFailure.GIVE_UP) {
            throw new SengiException(message);
        }
        report(message, reason, place, shown, null);
    }

    /** Warns about a command that should have undone an earlier one before the session ended. */
    void leftOpen(String command, Exception reason) {
        listener.message(
                Severity.WARNING, "could not execute \"" + command.strip() + "\" at the end: " + reason.getMessage());
    }

    private void report(String message, Place place, String statement, SQLException error) {
        report(message, ServerMessage.withoutLastLineFeed(message), place, statement, error);
    }

    /** @param reason the reason, if it is not a server error */
    private void report(String message, String reason, Place place, String statement, SQLException error) {
        if (place.phase() != lastPhase) {
            listener.message(Severity.INFO, "while " + place.phase().label() + ":");
            lastPhase = place.phase();
        }
        TocEntry entry = place.entry();
        if (entry != null && !entry.equals(lastEntry)) {
            listener.message(Severity.INFO, describe(entry));
        }
        if (entry != null) {
            failedEntries.add(entry.dumpId());
        }
        lastEntry = entry;
        if (exitOnError) {
            throw new ServerException(message, List.of(), statement, entry, error);
        }
        String text = ServerMessage.withoutLastLineFeed(message);
        listener.message(Severity.ERROR, text);
        // Synchronized with other sessions, so that the listener receives the numbers in order.
        synchronized (failures) {
            int number = failures.incrementAndGet();
            listener.failed(Failure.of(number, completed.get(), stage(place), place, statement, error, reason, text));
        }
        count++;
    }

    private Stage stage(Place place) {
        if (place.phase() == null) {
            return Stage.SCRIPT;
        }
        return place.entry() == null ? Stage.CONNECTING : EntryStage.of(place.entry(), stage);
    }

    private static String name(TocEntry entry) {
        return entry.dumpId() + "; " + entry.tableoid() + " " + entry.oid() + " " + entry.desc() + " " + entry.tag();
    }

    private static String describe(TocEntry entry) {
        String owner = entry.owner() == null ? "(no owner)" : entry.owner();
        return "from TOC entry " + name(entry) + " " + owner;
    }

    /**
     * Checks that the server itself rejected a command.
     *
     * @param message what pg_restore prints otherwise
     * @param statement that was sent, or null if there were several
     * @param first the place in the restore of the first command that was sent
     * @param last the place of the last one
     * @throws SengiException for any other error, because there is no point in continuing without a server
     */
    void requireServer(String message, SQLException error, String statement, Place first, Place last) {
        if (ServerError.isFromServer(error) && !ConnectionLoss.is(error)) {
            return;
        }
        String detail = last.line() > 0 ? lostAt(first.line(), last.line()) : lostAt(first.entry(), last.entry());
        String withoutRows = ServerMessage.withoutContext(message, ServerError.message(error));
        throw new ConnectionException(withoutRows, message, List.of(detail), null, statement, error);
    }

    /** Checks the same for commands that were sent together. */
    void requireServer(SQLException error, Place first, Place last) {
        requireServer("could not execute query: " + ConnectionLoss.text(error), error, null, first, last);
    }

    private static String lostAt(long first, long last) {
        return first == last
                ? "The connection was lost at the statement on line " + last + "."
                : "The connection was lost at the statements on lines " + first + " to " + last
                        + ", which were sent as one transaction.";
    }

    private String lostAt(TocEntry first, TocEntry last) {
        String before =
                " " + completed + (completed.get() == 1 ? " entry" : " entries") + " had been completed before.";
        if (last == null) {
            return "The connection was lost before the first entry.";
        }
        if (first == null || first.equals(last)) {
            return "The connection was lost at TOC entry " + name(last) + "." + before;
        }
        return "The connection was lost at the TOC entries from " + name(first) + " to " + name(last)
                + ", which were sent as one transaction." + before;
    }

    private static String serverMessage(SQLException error, String query) {
        return ServerMessage.format(ServerError.message(error), query);
    }
}
