package dev.sengi.archive.internal.io;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the stored data of each entry has been read, counted from where the reading began last. An archive shares
 * this with those that {@code another()} returns. Safe for use by several threads.
 */
public final class StoredReads {
    private final Map<Integer, AtomicLong> bytes = new ConcurrentHashMap<>();

    /** Returns the number of bytes, to be set by the only thread that reads the entry. */
    public AtomicLong of(int dumpId) {
        return bytes.computeIfAbsent(dumpId, id -> new AtomicLong());
    }
}
