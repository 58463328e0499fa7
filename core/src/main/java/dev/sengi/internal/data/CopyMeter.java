package dev.sengi.internal.data;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.progress.DataMeter;
import dev.sengi.internal.progress.EntryEvents;
import java.io.IOException;
import java.util.List;

/** Reports to a listener the entries of an archive that is being copied, one after another. Used by one thread. */
public final class CopyMeter implements ArchiveCopy.DataListener {
    private final ProgressListener listener;
    private final Runnable requireRunning;
    private DataMeter meter;
    private long bytes;

    /** @param requireRunning throws an exception if the copy has been cancelled; called after each buffer */
    public CopyMeter(ProgressListener listener, Runnable requireRunning) {
        this.listener = listener;
        this.requireRunning = requireRunning;
    }

    /**
     * Returns a meter that also reports how much of the whole copy is done.
     *
     * @param entries those whose data are copied
     */
    public static CopyMeter of(
            Archive archive, List<TocEntry> entries, ProgressListener listener, Runnable requireRunning)
            throws IOException {
        return new CopyMeter(ArchiveMeter.of(listener, archive, entries.size(), entries), requireRunning);
    }

    @Override
    public void begun(TocEntry entry) {
        requireRunning.run();
        listener.entryStarted(entry);
        meter = new DataMeter(entry, listener);
        bytes = 0;
    }

    @Override
    public void copied(TocEntry entry, int count) {
        requireRunning.run();
        meter.piece(count);
        bytes += count;
    }

    @Override
    public void finished(TocEntry entry) {
        meter.report();
        listener.entryFinished(EntryEvents.finished(entry, bytes));
    }
}
