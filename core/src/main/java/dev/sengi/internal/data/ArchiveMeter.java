package dev.sengi.internal.data;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.io.ObservedArchive;
import dev.sengi.archive.internal.io.StoredReads;
import dev.sengi.internal.progress.ProgressMeter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Measures how much of an archive has been processed, by the stored bytes of its data. */
public final class ArchiveMeter {
    private ArchiveMeter() {}

    /**
     * Returns a meter that passes events on.
     *
     * @param entries how many entries there are to process
     * @param data those of them whose data are read
     */
    public static ProgressListener of(ProgressListener listener, Archive archive, int entries, List<TocEntry> data)
            throws IOException {
        Map<Integer, Long> sizes = StoredSizes.of(archive, data);
        StoredReads reads = ObservedArchive.of(archive).storedReads().orElse(null);
        return reads == null
                ? new ProgressMeter(listener, entries, sizes, Map.of())
                : new ProgressMeter(
                        listener, entries, sizes, dumpId -> reads.of(dumpId).get());
    }
}
