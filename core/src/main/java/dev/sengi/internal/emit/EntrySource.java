package dev.sengi.internal.emit;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import java.util.List;

/**
 * Where the data of an entry come from. A kind attaches it to the entry that it adds, and the session that reads the data
 * finds it there. Immutable.
 */
public sealed interface EntrySource permits RowSource, EntrySource.LargeObjects, EntrySource.Statistics {
    /** The size of the server's pages unless it was built otherwise. */
    long PAGE = 8192;

    /** Returns the bytes that the server stores for the data as far as its catalogs record it. */
    long storedSize();

    /** Returns the number of rows as far as the server's catalogs record it; 0 if it is unknown or there are none. */
    long storedRows();

    /** Returns the source that the entry carries, or null if it has no data. */
    static EntrySource of(TocEntry entry) {
        return entry.attachment(EntrySource.class);
    }

    /** Returns the rows of the entry, or null if it has none. */
    static RowSource rows(TocEntry entry) {
        return entry.attachment(RowSource.class);
    }

    /**
     * The content of large objects.
     *
     * @param oids at least one
     */
    record LargeObjects(List<Long> oids) implements EntrySource {
        public LargeObjects {
            oids = List.copyOf(oids);
        }

        /** One page each, as pg_dump assumes when it distributes work. */
        @Override
        public long storedSize() {
            return PAGE * oids.size();
        }

        @Override
        public long storedRows() {
            return 0;
        }
    }

    /** The planner's statistics of a relation, from which the entry's definition is made. */
    record Statistics(CatalogObject<?> relation) implements EntrySource {
        @Override
        public long storedSize() {
            return 0;
        }

        @Override
        public long storedRows() {
            return 0;
        }
    }
}
