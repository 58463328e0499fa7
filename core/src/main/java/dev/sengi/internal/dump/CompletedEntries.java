package dev.sengi.internal.dump;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.plan.EntryData;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The entries of a dump, completed one by one as they are read: statistics of large databases would not fit into memory.
 *
 * <p>Reading in order is cheap, going back is not.
 */
final class CompletedEntries extends AbstractList<TocEntry> implements RandomAccess {
    private final List<TocEntry> entries;
    private final EntryData data;

    CompletedEntries(List<TocEntry> entries, EntryData data) {
        this.entries = entries;
        this.data = data;
    }

    @Override
    public TocEntry get(int index) {
        return complete(entries.get(index));
    }

    @Override
    public int size() {
        return entries.size();
    }

    /** Returns the entries as they are without completion. */
    List<TocEntry> outlines() {
        return entries;
    }

    TocEntry complete(TocEntry entry) {
        return data.complete(entry);
    }
}
