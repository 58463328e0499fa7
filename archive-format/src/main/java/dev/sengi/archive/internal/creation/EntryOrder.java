package dev.sengi.archive.internal.creation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Ensures that callers open entries in an order in which none waits forever for earlier ones. Used by one thread at a
 * time.
 */
final class EntryOrder {
    private final Deque<Integer> unopened;
    /** The threads that have opened entries whose data are not complete yet, by dump ID. */
    private final Map<Integer, Thread> openedBy = new HashMap<>();

    /** @param dumpIds of the entries with data, in the order of the table of contents */
    EntryOrder(Collection<Integer> dumpIds) {
        unopened = new ArrayDeque<>(dumpIds);
    }

    /**
     * Records that the calling thread opens an entry that has not been opened yet.
     *
     * @param waits whether this thread will wait until all entries before it are complete
     */
    void open(int dumpId, boolean waits) {
        int next = unopened.element();
        if (dumpId != next) {
            throw new IllegalStateException(
                    "the data of dump ID " + next + " must be opened before those of dump ID " + dumpId);
        }
        if (waits) {
            openedBy.forEach(EntryOrder::requireOtherThread);
        }
        unopened.remove();
        openedBy.put(dumpId, Thread.currentThread());
    }

    private static void requireOtherThread(int dumpId, Thread opener) {
        if (opener == Thread.currentThread()) {
            throw new IllegalStateException("this thread has not completed the data of dump ID " + dumpId);
        }
    }

    void completed(int dumpId) {
        openedBy.remove(dumpId);
    }
}
