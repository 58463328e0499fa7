package dev.sengi.internal.emit;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the data of entries come from, as the kinds that added the entries recorded it. Immutable. */
public final class EntrySources {
    /** The size of the server's pages unless it was built otherwise. */
    public static final long PAGE = 8192;

    private final Map<Integer, RowSource> rows;
    private final Map<Integer, List<Long>> largeObjects;
    private final Map<Integer, CatalogObject<?>> statistics;

    private EntrySources(Builder builder) {
        // Not Map.copyOf, whose linear probing is quadratic for dense numbers that wrap around its table.
        rows = Collections.unmodifiableMap(new HashMap<>(builder.rows));
        largeObjects = Collections.unmodifiableMap(new HashMap<>(builder.largeObjects));
        statistics = Collections.unmodifiableMap(new LinkedHashMap<>(builder.statistics));
    }

    /** Records where the data come from while entries are added. Used by one thread. */
    static final class Builder {
        private final Map<Integer, RowSource> rows = new HashMap<>();
        private final Map<Integer, List<Long>> largeObjects = new HashMap<>();
        private final Map<Integer, CatalogObject<?>> statistics = new LinkedHashMap<>();

        void putRows(TocEntry entry, RowSource source) {
            rows.put(entry.dumpId(), source);
        }

        void putLargeObjects(TocEntry entry, List<Long> oids) {
            largeObjects.put(entry.dumpId(), List.copyOf(oids));
        }

        void putStatistics(TocEntry entry, CatalogObject<?> relation) {
            statistics.put(entry.dumpId(), relation);
        }

        EntrySources build() {
            return new EntrySources(this);
        }
    }

    /** Returns the rows of a {@code TABLE DATA} entry. */
    public RowSource rows(TocEntry entry) {
        return rows.get(entry.dumpId());
    }

    /** Returns the OIDs of a {@code BLOBS} entry, at least one. */
    public List<Long> largeObjects(TocEntry entry) {
        return largeObjects.get(entry.dumpId());
    }

    /** Returns the relations whose statistics are dumped, by the entries' dump IDs, in the order in which they were added. */
    public Map<Integer, CatalogObject<?>> statistics() {
        return statistics;
    }

    /**
     * Returns the bytes that the server stores for the data of entries, by dump ID, as far as its catalogs record it. A
     * large object counts as one page, as pg_dump assumes when it distributes work.
     */
    public Map<Integer, Long> sizes(List<TocEntry> entries) {
        Map<Integer, Long> sizes = new HashMap<>();
        for (TocEntry entry : entries) {
            if (rows.containsKey(entry.dumpId())) {
                sizes.put(entry.dumpId(), rows(entry).storedSize());
            } else if (largeObjects.containsKey(entry.dumpId())) {
                sizes.put(entry.dumpId(), PAGE * largeObjects(entry).size());
            }
        }
        return sizes;
    }

    /** Returns the numbers of rows of entries, by dump ID, as far as the server's catalogs record them. */
    public Map<Integer, Long> rowCounts(List<TocEntry> entries) {
        Map<Integer, Long> counts = new HashMap<>();
        for (TocEntry entry : entries) {
            if (rows.containsKey(entry.dumpId())) {
                counts.put(entry.dumpId(), rows(entry).storedRows());
            }
        }
        return counts;
    }
}
