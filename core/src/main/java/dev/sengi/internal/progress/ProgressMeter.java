package dev.sengi.internal.progress;

import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * Passes events on to a listener, one thread at a time, and reports the progress of the dump or restore.
 *
 * <p>Safe for use by several threads.
 */
public final class ProgressMeter extends ForwardingListener {
    private static final long UNTIL_MEASURED = 1 << 20;

    private final ProgressListener listener;
    private final Map<Integer, Long> sizes;
    private final Map<Integer, Long> rowCounts;
    /** Null if stored bytes are not what is read. */
    private final IntToLongFunction storedReads;

    private final Set<Integer> started = new HashSet<>();
    /** Data of entries that a script has not reached yet. */
    private final Map<Integer, Ahead> aheadOfStart = new HashMap<>();

    private final Map<Integer, Long> passed = new HashMap<>();
    private final Map<Integer, Long> passedRows = new HashMap<>();
    private final int entriesTotal;
    private final long total;
    private final long start = System.nanoTime();
    private int entriesDone;
    private long bytes;
    private long rows;
    private long done;
    /** Bytes passed for the finished entries of known size. */
    private long measured;
    /** The most work that has been reported as done. */
    private long reached;

    private record Ahead(long bytes, long rows) {
        Ahead plus(Ahead more) {
            return new Ahead(bytes + more.bytes, rows + more.rows);
        }
    }

    /**
     * Measures a dump, or the reading of data that are stored as they are.
     *
     * @param entriesTotal how many entries there are to dump or restore
     * @param sizes the work in bytes for each entry with data, by dump ID; empty unless all are known
     * @param rowCounts numbers of rows, by dump ID, as far as they are known
     */
    public ProgressMeter(
            ProgressListener listener, int entriesTotal, Map<Integer, Long> sizes, Map<Integer, Long> rowCounts) {
        this(listener, entriesTotal, sizes, rowCounts, null);
    }

    /**
     * Measures the reading of data that may be compressed.
     *
     * @param entriesTotal how many entries there are to restore
     * @param sizes the stored bytes of each entry with data, by dump ID; empty unless all are known
     * @param storedReads returns how many of them have been read; called by any thread
     */
    public ProgressMeter(
            ProgressListener listener, int entriesTotal, Map<Integer, Long> sizes, IntToLongFunction storedReads) {
        this(listener, entriesTotal, sizes, Map.of(), storedReads);
    }

    private ProgressMeter(
            ProgressListener listener,
            int entriesTotal,
            Map<Integer, Long> sizes,
            Map<Integer, Long> rowCounts,
            IntToLongFunction storedReads) {
        this.listener = listener;
        this.entriesTotal = entriesTotal;
        this.sizes = Collections.unmodifiableMap(sizes);
        this.rowCounts = Collections.unmodifiableMap(rowCounts);
        this.storedReads = storedReads;
        total = sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    protected ProgressListener target() {
        return listener;
    }

    @Override
    public synchronized void message(Severity severity, String text) {
        super.message(severity, text);
    }

    @Override
    public synchronized void databaseStarted(String dbname) {
        super.databaseStarted(dbname);
    }

    @Override
    public synchronized void databaseFinished(String dbname) {
        super.databaseFinished(dbname);
    }

    @Override
    public synchronized void entryStarted(TocEntry entry) {
        started.add(entry.dumpId());
        listener.entryStarted(entry);
        Ahead ahead = aheadOfStart.remove(entry.dumpId());
        if (ahead != null) {
            listener.entryAdvanced(EntryEvents.advanced(entry, ahead.bytes, ahead.rows));
        }
    }

    @Override
    public synchronized void entryAdvanced(EntryProgress advance) {
        bytes += advance.bytes();
        rows += advance.rows();
        passed.merge(advance.entry().dumpId(), advance.bytes(), Long::sum);
        passedRows.merge(advance.entry().dumpId(), advance.rows(), Long::sum);
        if (started.contains(advance.entry().dumpId())) {
            listener.entryAdvanced(advance);
        } else {
            aheadOfStart.merge(advance.entry().dumpId(), new Ahead(advance.bytes(), advance.rows()), Ahead::plus);
        }
        listener.progress(progress());
    }

    @Override
    public synchronized void stageStarted(Stage stage) {
        super.stageStarted(stage);
    }

    @Override
    public synchronized void failed(RestoreFailure failure) {
        super.failed(failure);
    }

    @Override
    public synchronized void progress(Progress reached) {
        super.progress(reached);
    }

    @Override
    public synchronized void entryFinished(EntryResult result) {
        entriesDone++;
        long stored = sizes.getOrDefault(result.entry().dumpId(), 0L);
        done += stored;
        passedRows.remove(result.entry().dumpId());
        Long entryPassed = passed.remove(result.entry().dumpId());
        if (stored > 0 && entryPassed != null) {
            measured += entryPassed;
        }
        listener.entryFinished(result);
        listener.progress(progress());
    }

    private Progress progress() {
        long underWay = passed.entrySet().stream()
                .mapToLong(entry -> estimated(entry.getKey(), entry.getValue()))
                .sum();
        // Each entry that finishes changes the estimates of the others, which may then turn out to have been too high.
        reached = Math.max(reached, done + underWay);
        return new MeasuredProgress(
                entriesDone, entriesTotal, bytes, rows, reached, total, Duration.ofNanos(System.nanoTime() - start));
    }

    // Without a reader that counts stored bytes, the share of the rows that have passed is a better measure than a
    // ratio
    // of bytes, which depends on the length of rows. The ratio of size to bytes passed mostly comes from finished
    // entries; until they amount to enough bytes, it stays close to 1.
    private long estimated(int dumpId, long entryBytes) {
        long size = sizes.getOrDefault(dumpId, 0L);
        if (storedReads != null) {
            return Math.min(size, storedReads.applyAsLong(dumpId));
        }
        long rowCount = rowCounts.getOrDefault(dumpId, 0L);
        if (rowCount > 0) {
            return Math.min(size, Math.round((double) size * passedRows.get(dumpId) / rowCount));
        }
        double ratio = (double) (done + UNTIL_MEASURED) / (measured + UNTIL_MEASURED);
        return Math.min(size, Math.round(entryBytes * ratio));
    }
}
