package dev.sengi.internal.progress;

import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.archive.TocEntry;

/** Creates the events that listeners receive about entries. */
public final class EntryEvents {
    private EntryEvents() {}

    private record Advanced(TocEntry entry, long bytes, long rows) implements EntryProgress {}

    private record Finished(TocEntry entry, long bytes) implements EntryResult {}

    public static EntryProgress advanced(TocEntry entry, long bytes, long rows) {
        return new Advanced(entry, bytes, rows);
    }

    public static EntryResult finished(TocEntry entry, long bytes) {
        return new Finished(entry, bytes);
    }
}
