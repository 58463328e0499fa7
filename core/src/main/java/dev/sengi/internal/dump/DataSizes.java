package dev.sengi.internal.dump;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.LargeObjectKind;
import dev.sengi.internal.kind.table.TableCopy;
import dev.sengi.internal.kind.table.TableDataKind;
import dev.sengi.internal.kind.table.TableKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The number of bytes that the server stores for entries with data, as far as its catalogs record it. */
final class DataSizes {
    private static final long PAGE = 8192;

    private DataSizes() {}

    /**
     * Returns the bytes by dump ID. A table counts as at least one page, because the server does not know the size of a
     * table that has never been vacuumed or analyzed. A large object counts as one page, as pg_dump assumes when it
     * distributes work.
     */
    @SuppressWarnings("unchecked")
    static Map<Integer, Long> of(List<TocEntry> entries, Emission emission) {
        Map<Integer, Long> sizes = new HashMap<>();
        for (TocEntry entry : entries) {
            if (!entry.hadDumper()) {
                continue;
            }
            CatalogObject<?> object = emission.catalog().object(entry.dumpId());
            if (object.row() instanceof LargeObjectKind.Group group) {
                sizes.put(entry.dumpId(), PAGE * group.oids().size());
            } else {
                TableKind.Row table = TableCopy.of((CatalogObject<TableDataKind.Row>) object, emission)
                        .table()
                        .row();
                long pages = Math.max(1L, table.relpages()) + Math.max(0L, table.toastpages());
                sizes.put(entry.dumpId(), PAGE * pages);
            }
        }
        return sizes;
    }
}
