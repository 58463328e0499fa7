package dev.sengi.internal.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Values by dump ID. A table of contents may have so many entries that the nodes and keys of a {@code HashMap} would
 * take more memory and time than the values. Dump IDs number the objects of a database, so most are small enough for an
 * array, but an archive may contain others. Used by one thread while it changes.
 */
final class ByDumpId<V> {
    /** pg_dump numbers all objects that it reads, but only a fraction of them have entries. */
    private static final int IDS_AN_ENTRY = 4;

    private static final int BUILTIN_OBJECTS = 1 << 14;

    private final int limit;
    private final int expected;
    private Object[] small = {};
    private final Map<Integer, V> large = new HashMap<>();
    private int size;

    /** @param entries how many entries there are */
    ByDumpId(int entries) {
        limit = (int) Math.min((long) IDS_AN_ENTRY * entries + BUILTIN_OBJECTS, Integer.MAX_VALUE / 2);
        expected = (int) Math.min(entries + (long) entries / 2, limit);
    }

    /** Returns the value, or null. */
    @SuppressWarnings("unchecked")
    V get(int dumpId) {
        if (dumpId >= 0 && dumpId < small.length) {
            return (V) small[dumpId];
        }
        return large.isEmpty() ? null : large.get(dumpId);
    }

    boolean contains(int dumpId) {
        return get(dumpId) != null;
    }

    /** Stores a value, which is not null, in place of an earlier one with that dump ID. */
    void put(int dumpId, V value) {
        size += contains(dumpId) ? 0 : 1;
        if (dumpId < 0 || dumpId >= limit) {
            large.put(dumpId, value);
            return;
        }
        if (dumpId >= small.length) {
            small = Arrays.copyOf(small, Math.min(limit, Math.max(Math.max(2 * small.length, expected), dumpId + 1)));
        }
        small[dumpId] = value;
    }

    /** Returns how many values there are. */
    int size() {
        return size;
    }
}
