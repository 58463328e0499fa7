package dev.sengi.archive.internal.creation;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How far the data of each entry have been written. Safe for use by several threads. */
final class DataProgress {
    /** By dump ID. */
    private final Map<Integer, Progress> data = new LinkedHashMap<>();

    /** The entries whose data are those of a COPY command, by dump ID. */
    private final Set<Integer> copied = new HashSet<>();
    /** Null if entries can be opened in any order, as a dump's sessions do. */
    private EntryOrder order;

    private volatile boolean closed;

    private enum Progress {
        EXPECTED,
        OPEN,
        UNTERMINATED,
        COMPLETE
    }

    /** Refuses a call that is out of order. */
    static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }

    /**
     * Sets the entries of the archive. Called once.
     *
     * @param inTurn whether entries must be opened in this order, and so that none waits forever
     * @throws IllegalArgumentException if an entry with data shares its dump ID; nothing has been set then
     */
    synchronized void expect(List<TocEntry> entries, boolean inTurn) {
        data.putAll(expected(entries));
        order = inTurn ? new EntryOrder(data.keySet()) : null;
        for (TocEntry entry : entries) {
            if (entry.type().data() == DataKind.ROWS && CopyCommand.exists(entry)) {
                copied.add(entry.dumpId());
            }
        }
    }

    /**
     * Readers find data by the dump ID. Entries without data may share one, as they do in archives that restore well.
     */
    private static Map<Integer, Progress> expected(List<TocEntry> entries) {
        Map<Integer, Progress> expected = new LinkedHashMap<>();
        for (TocEntry entry : entries) {
            require(!entry.hadDumper() || expected.put(entry.dumpId(), Progress.EXPECTED) == null, entry);
        }
        for (TocEntry entry : entries) {
            require(entry.hadDumper() || !expected.containsKey(entry.dumpId()), entry);
        }
        return expected;
    }

    private static void require(boolean unique, TocEntry entry) {
        if (!unique) {
            throw new IllegalArgumentException("several entries have dump ID " + entry.dumpId());
        }
    }

    /**
     * Begins an entry's data.
     *
     * @return whether they must end with COPY's terminator
     * @throws IllegalStateException if this entry has no such data, or not now
     */
    synchronized boolean open(TocEntry entry, boolean largeObjects) {
        check(
                (entry.type().data() == DataKind.LARGE_OBJECTS) == largeObjects,
                largeObjects
                        ? "the data of dump ID " + entry.dumpId() + " are not large objects"
                        : "the data of dump ID " + entry.dumpId() + " are large objects");
        Progress progress = data.get(entry.dumpId());
        check(progress != null, "the table of contents lists no data for dump ID " + entry.dumpId());
        check(progress == Progress.EXPECTED, "the data of dump ID " + entry.dumpId() + " have already been written");
        if (order != null) {
            order.open(entry.dumpId(), largeObjects);
        }
        data.put(entry.dumpId(), Progress.OPEN);
        return copied.contains(entry.dumpId());
    }

    /** All data of an entry have been written. */
    void completed(int dumpId) {
        ended(dumpId, Progress.COMPLETE);
    }

    /** All data of an entry have been written, but are not rows with a terminator at their end. */
    void unterminated(int dumpId) {
        ended(dumpId, Progress.UNTERMINATED);
    }

    private synchronized void ended(int dumpId, Progress progress) {
        data.put(dumpId, progress);
        if (order != null) {
            order.completed(dumpId);
        }
    }

    /** Refuses to finish an archive that lacks data. */
    synchronized void checkComplete() {
        check(!data.containsValue(Progress.OPEN), "data are still being written, or could not be written");
        data.forEach((dumpId, progress) -> {
            check(progress != Progress.EXPECTED, "no data have been written for dump ID " + dumpId);
            check(progress == Progress.COMPLETE, "the data of dump ID " + dumpId + " do not end with \"\\.\"");
        });
    }

    /** Accepts no bytes from now on. */
    void close() {
        closed = true;
    }

    /** Refuses bytes for an archive whose writer has been closed. */
    void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the writer of the archive has been closed");
        }
    }
}
