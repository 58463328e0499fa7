package dev.sengi.internal.dump;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.writer.TocSource;
import dev.sengi.internal.data.EntryData;
import java.util.List;

/**
 * The entries of a dump, which are completed one by one as they are written, because the statistics of a large database
 * would not fit in memory.
 */
record CompletedEntries(List<TocEntry> outlines, EntryData data) implements TocSource {

    @Override
    public TocEntry complete(TocEntry outline) {
        return data.complete(outline);
    }
}
