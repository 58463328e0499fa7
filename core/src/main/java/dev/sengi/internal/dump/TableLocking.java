package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.kind.table.InterestingTables;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.session.SnapshotTransaction;
import dev.sengi.internal.session.TableLocks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Locks the tables that must not change while their definitions are read. */
final class TableLocking {
    private static final String UNREADABLE = """
            select c.oid
            from pg_class c
            where c.oid = any (:tables)
                and not (has_schema_privilege(c.relnamespace, 'USAGE') and has_table_privilege(c.oid, 'SELECT'))""";

    private TableLocking() {}

    /**
     * Locks the tables until the transaction ends, or only those that the role may read if the options say so.
     *
     * @throws dev.sengi.SengiException if a table cannot be locked
     */
    static void lock(SnapshotTransaction transaction, InterestingTables tables, DumpOptions options) {
        Quoting quoting = Quoting.of(options.has(DumpFlag.QUOTE_ALL_IDENTIFIERS));
        List<CatalogObject<TableKind.Row>> locked = tables.toLock();
        if (options.locksOnlyReadable()) {
            Set<Long> unreadable = unreadable(transaction, locked);
            locked = locked.stream()
                    .filter(table -> !unreadable.contains(table.oid()))
                    .toList();
        }
        List<String> names = locked.stream()
                .map(table -> quoting.qualified(table.schemaName(), table.name()))
                .toList();
        TableLocks.lock(transaction, names, options.lockWaitTimeout());
    }

    private record Unreadable(long oid) {}

    private static Set<Long> unreadable(SnapshotTransaction transaction, List<CatalogObject<TableKind.Row>> tables) {
        long[] oids = tables.stream().mapToLong(CatalogObject::oid).toArray();
        QueryBatch batch = QueryBatch.of(transaction, false, Map.of("tables", oids));
        QueryBatch.Rows<Unreadable> unreadable = batch.add(UNREADABLE, Unreadable.class);
        batch.run();
        return unreadable.list().stream().map(Unreadable::oid).collect(Collectors.toSet());
    }
}
