package dev.sengi;

import dev.sengi.archive.CopyReport;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.progress.EntryStage;
import dev.sengi.internal.progress.ForwardingListener;
import dev.sengi.internal.progress.OnlyMessages;
import dev.sengi.internal.session.StatementLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One execution of a dump or restore in one thread: its cancellation, stage, progress and failures. Safe for use by any
 * thread.
 */
final class Execution {
    /** The maximum number of failures in a report. */
    private static final int MOST_FAILURES = 1000;
    /** The maximum number of characters in its statements, each of which may be as long as a row. */
    private static final long MOST_CHARACTERS = 8 << 20;

    private final String work;
    private final Object ends;
    private final Logger log;
    private final Cancellation cancellation;
    private final CallersCode callers;
    private final ProgressListener callersListener;
    private final Tracking tracking = new Tracking();

    /** Guarded by this. */
    private final Map<Integer, TocEntry> underWay = new LinkedHashMap<>();
    /** Guarded by this. */
    private final List<RestoreFailure> failures = new ArrayList<>();
    /** The number of characters in their statements; guarded by this. */
    private long characters;

    /** Databases that have finished; guarded by this. */
    private final List<String> databases = new ArrayList<>();

    private final boolean isMeasured;

    private volatile @Nullable Stage stage;
    private volatile @Nullable Progress progress;
    /** Whether the progress belongs to a database that has finished. */
    private volatile boolean isOfEarlier;

    /** The rows of databases that have finished, which are no longer part of the progress. */
    private volatile long earlierRows;

    /**
     * @param work names the work in messages and in the log
     * @param ends follows it in the log
     */
    Execution(String work, Object ends, Logger log, ProgressListener listener) {
        this.work = work;
        this.ends = ends;
        this.log = log;
        cancellation = new Cancellation(work);
        callers = new CallersCode(cancellation::requireRunning);
        callersListener = callers.listener(listener);
        isMeasured = !(listener instanceof OnlyMessages);
    }

    /** Work to be done. */
    @FunctionalInterface
    interface Work<R> {
        R run() throws IOException;
    }

    /**
     * Does the work in this thread.
     *
     * @throws CancelledException if it is cancelled or this thread is interrupted, before or during the work
     */
    <R> R call(Work<R> task) throws IOException {
        List<R> result = new ArrayList<>(1);
        log.info("{}{} begins", work, ends);
        try {
            cancellation.whileRunning(() -> callers.whileRunning(() -> result.add(task.run())), callers);
        } catch (SengiException e) {
            synchronized (this) {
                boolean one = underWay.size() == 1;
                e.occurredAt(stage, one ? underWay.values().iterator().next() : null);
            }
            if (e instanceof RestoreFailedException failed) {
                log.info("{}{} ends{}", work, ends, summary(failed.report()));
            } else {
                logFailure(e.stage().orElse(null), "");
            }
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            logFailure(stage, ": " + e.getClass().getName());
            throw e;
        }
        log.info("{}{} ends{}", work, ends, summary(result.get(0)));
        return result.get(0);
    }

    private void logFailure(@Nullable Stage where, String reason) {
        if (where == null) {
            log.info("{}{} failed before its first stage{}", work, ends, reason);
        } else {
            log.info("{}{} failed in stage {}{}", work, ends, where, reason);
        }
    }

    /** Summarizes a report without its failures, which may quote rows. */
    private static String summary(Object result) {
        if (result instanceof DumpReport dump) {
            return ": " + dump.entries() + " entries, " + dump.rows() + " rows, " + dump.size() + " bytes in "
                    + dump.duration();
        }
        if (result instanceof RestoreReport restore) {
            return ": " + restore.entries() + " entries, " + restore.rows() + " rows, " + restore.failureCount()
                    + " failures in " + restore.duration();
        }
        if (result instanceof ScriptReport script) {
            return ": " + script.entries() + " entries, " + script.rows() + " rows in " + script.duration();
        }
        if (result instanceof CopyReport copy) {
            return ": " + copy.entries() + " entries, " + copy.dataBytes() + " bytes of data";
        }
        return "";
    }

    /** Ends the work soon, and cancels the commands that servers are running for it. Called by any thread. */
    void cancel() {
        cancellation.cancel();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Returns the caller's streams. */
    CallersCode callers() {
        return callers;
    }

    /** Returns the listener that records what the work reports, and forwards it to the caller's. */
    ProgressListener listener() {
        return tracking;
    }

    /** Returns whether any listener receives rows and progress. */
    boolean isMeasured() {
        return isMeasured;
    }

    /** Returns the progress of the work, or null if it has not been measured yet. */
    @Nullable
    Progress progress() {
        return progress;
    }

    /** Returns the first failures that were skipped. */
    synchronized List<RestoreFailure> failures() {
        return List.copyOf(failures);
    }

    /** Returns how many rows have been transferred so far. */
    long rows() {
        Progress current = progress;
        return earlierRows + (current == null || isOfEarlier ? 0 : current.rows());
    }

    /** Returns the databases that have been dumped so far if the run dumps several. */
    synchronized List<String> databases() {
        return List.copyOf(databases);
    }

    /** Keeps only the first failures, without gaps: after one has been dropped, so are all later ones. */
    private synchronized void keep(RestoreFailure failure) {
        characters += failure.statement().map(String::length).orElse(0);
        if (failures.size() < MOST_FAILURES && (failures.isEmpty() || characters <= MOST_CHARACTERS)) {
            failures.add(failure);
        }
    }

    private void enter(Stage next) {
        if (next != stage) {
            stage = next;
            callersListener.stageStarted(next);
        }
    }

    /** Values of rows never reach the log: failures that may quote them are logged without the server's message. */
    private void log(RestoreFailure failure) {
        String state = failure.sqlState().orElse("");
        TocEntry entry = failure.entry().orElse(null);
        boolean isOfData = entry != null && entry.type().data() != DataKind.NOTHING;
        boolean mayQuoteValues =
                isOfData || StatementLog.mayQuoteValues(failure.statement().orElse(""), state, failure.message());
        log.warn(
                "{}{}: failure {}, SQLSTATE {}{}{}",
                work,
                ends,
                failure.number(),
                state,
                entry == null ? "" : ", at entry " + entry.dumpId() + " " + entry.desc() + " " + entry.tag(),
                mayQuoteValues ? "" : ": " + failure.serverMessage());
    }

    /** Records what the work reports, and forwards it. */
    private final class Tracking extends ForwardingListener {

        @Override
        protected ProgressListener target() {
            return callersListener;
        }

        @Override
        public void databaseFinished(String dbname) {
            synchronized (Execution.this) {
                databases.add(dbname);
            }
            earlierRows = rows();
            isOfEarlier = true;
            super.databaseFinished(dbname);
        }

        @Override
        public void stageStarted(Stage started) {
            enter(started);
        }

        @Override
        public void entryStarted(TocEntry entry) {
            synchronized (Execution.this) {
                underWay.put(entry.dumpId(), entry);
            }
            enter(EntryStage.of(entry, stage));
            super.entryStarted(entry);
        }

        @Override
        public void failed(RestoreFailure failure) {
            keep(failure);
            log(failure);
            super.failed(failure);
        }

        @Override
        public void entryFinished(EntryResult result) {
            synchronized (Execution.this) {
                underWay.remove(result.entry().dumpId());
            }
            super.entryFinished(result);
        }

        @Override
        public void progress(Progress reached) {
            progress = reached;
            isOfEarlier = false;
            super.progress(reached);
        }
    }
}
