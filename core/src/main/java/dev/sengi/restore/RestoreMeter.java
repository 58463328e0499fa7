package dev.sengi.restore;

import dev.sengi.ProgressListener;
import dev.sengi.RestoreProgress;
import dev.sengi.archive.TocEntry;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Passes on what a listener is told, by one thread at a time, and tells how far the restore has come.
 *
 * <p>Safe for use by several threads.
 */
public final class RestoreMeter implements ProgressListener {
    private final ProgressListener listener;
    private final Map<Integer, Long> storedSizes;
    private final Map<Integer, Long> sent = new HashMap<>();
    private final int entriesTotal;
    private final long storedTotal;
    private final long start = System.nanoTime();
    private int entriesDone;
    private long bytesSent;
    private long rowsSent;
    private long storedDone;
    /** Bytes sent of the entries that are done, and known by their stored size. */
    private long measured;

    /**
     * @param entriesTotal how many entries there are to restore
     * @param storedSizes stored bytes of those with data, by dump ID; empty where any is not known
     */
    public RestoreMeter(ProgressListener listener, int entriesTotal, Map<Integer, Long> storedSizes) {
        this.listener = listener;
        this.entriesTotal = entriesTotal;
        this.storedSizes = Collections.unmodifiableMap(storedSizes);
        storedTotal = storedSizes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public synchronized void message(Severity severity, String text) {
        listener.message(severity, text);
    }

    @Override
    public synchronized void entryStarted(TocEntry entry) {
        listener.entryStarted(entry);
    }

    @Override
    public synchronized void entryAdvanced(TocEntry entry, long bytes, long rows) {
        bytesSent += bytes;
        rowsSent += rows;
        sent.merge(entry.dumpId(), bytes, Long::sum);
        listener.entryAdvanced(entry, bytes, rows);
        listener.progress(progress());
    }

    @Override
    public synchronized void entryFailed(TocEntry entry, String message) {
        listener.entryFailed(entry, message);
    }

    @Override
    public synchronized void entryFinished(TocEntry entry, long bytes) {
        entriesDone++;
        long stored = storedSizes.getOrDefault(entry.dumpId(), 0L);
        storedDone += stored;
        Long entrySent = sent.remove(entry.dumpId());
        if (stored > 0 && entrySent != null) {
            measured += entrySent;
        }
        listener.entryFinished(entry, bytes);
        listener.progress(progress());
    }

    private RestoreProgress progress() {
        long underWay = sent.entrySet().stream()
                .mapToLong(entry -> estimated(entry.getKey(), entry.getValue()))
                .sum();
        return new RestoreProgress(
                entriesDone,
                entriesTotal,
                bytesSent,
                rowsSent,
                storedDone + underWay,
                storedTotal,
                Duration.ofNanos(System.nanoTime() - start));
    }

    // Data are mostly compressed as well as those before them; the first are taken not to be.
    private long estimated(int dumpId, long bytes) {
        double ratio = measured == 0 ? 1.0 : (double) storedDone / measured;
        return Math.min(storedSizes.getOrDefault(dumpId, 0L), Math.round(bytes * ratio));
    }
}
