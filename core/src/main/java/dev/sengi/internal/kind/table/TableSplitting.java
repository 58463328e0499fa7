package dev.sengi.internal.kind.table;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.emit.Division;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.session.SnapshotTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the data of a large table as several entries, so that several sessions can dump and restore it.
 *
 * <p>pg_restore makes indexes, constraints and triggers wait only for a table's last entry, so that entry depends on
 * the others. If pg_restore has created the table, it also truncates it before loading that entry, unless the rows are
 * loaded through a partition root. Every entry is therefore marked as if they were.
 */
public final class TableSplitting {
    /**
     * Tables of other access methods may have no pages. Measuring a table locks it, so the dump measures only tables
     * that it has locked or is going to read.
     */
    private static final String LARGE_TABLES = """
            select c.oid, c.pages, greatest(1, floor(c.pages::numeric * :limit / c.bytes))::bigint as per_part
            from (select c.oid, c.relam, pg_table_size(c.oid) as bytes,
                    pg_relation_size(c.oid) / int4in(textout(current_setting('block_size'))) as pages
                from pg_class c
                where c.relkind = 'r' and c.oid > 16383 and c.oid = any (:tables)) c
                join pg_am a on a.oid = c.relam and a.amname = 'heap'
            where c.bytes > :limit and c.pages > 1
            """;

    /** The first major that reads a range of pages without reading the others. */
    private static final int RANGES_ARE_SCANNED = 14;

    private record Row(long oid, long pages, long per_part) {}

    private TableSplitting() {}

    /** Returns how large tables are divided, by OID. Pages that are added later belong to a table's last part. */
    public static Map<Long, Division> divisions(SnapshotTransaction transaction, Catalog catalog, DumpOptions options) {
        long limit = options.splitTablesLargerThan();
        if (limit == 0 || options.inserts()) {
            return Map.of();
        }
        long[] tables = catalog.all(TableDataKind.KIND).stream()
                .filter(data -> data.row().filter() == null)
                .mapToLong(data -> data.row().table().oid())
                .toArray();
        QueryBatch batch = QueryBatch.of(transaction, false, Map.of("tables", tables));
        Rows<Row> large =
                batch.addSince(RANGES_ARE_SCANNED, LARGE_TABLES.replace(":limit", Long.toString(limit)), Row.class);
        batch.run();
        return large.list().stream()
                .collect(Collectors.toMap(Row::oid, row -> new Division(row.pages(), row.per_part())));
    }

    /** Returns how the table's data are divided, or null if they are not. */
    static Division of(CatalogObject<RelationDataKind.Row> data, Emission out) {
        return out.division(data.row().table().oid());
    }

    static void emit(CatalogObject<RelationDataKind.Row> data, TableCopy copy, Division division, Emission out) {
        CatalogObject<TableKind.Row> table = data.row().table();
        List<Integer> parts = new ArrayList<>();
        parts.add(table.dumpId());
        for (PageRange range : PageRange.divide(division.pages(), division.perPart())) {
            boolean last = range.to() == PageRange.END;
            TocEntry.Builder entry = last
                    ? out.entry(data).dependencies(List.copyOf(parts))
                    : out.entry(List.of(table.dumpId()))
                            .tag(data.name())
                            .namespace(data.schemaName())
                            .catalogId(data.id().classid(), data.id().objid());
            TocEntry added = out.addRows(
                    entry.desc("TABLE DATA")
                            .section(Section.DATA)
                            .owner(out.role(table.row().relowner()))
                            .defn(copy.targetMarker())
                            .copyStmt(copy.statement()),
                    copy.part(range));
            parts.add(added.dumpId());
        }
    }
}
