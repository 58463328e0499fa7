package dev.sengi.internal.compare;

import dev.sengi.ConnectionSource;
import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.session.ReadableMessages;
import dev.sengi.internal.session.Sessions;
import dev.sengi.internal.session.SnapshotSettings;
import dev.sengi.internal.session.SnapshotSource;
import dev.sengi.internal.session.SnapshotTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Counts the rows of a database's tables and its large objects as a dump of the whole database would, in one snapshot.
 * Of an extension's tables, only configuration tables are counted, and only rows that did not come with the extension.
 */
public final class DatabaseCounts {
    /** Larger queries take long to plan, and {@link QueryBatch} sends ten together. */
    private static final int TABLES_A_QUERY = 100;
    /** As many as {@link QueryBatch} sends together. */
    private static final int TABLES_A_TRIP = 10 * TABLES_A_QUERY;
    /** Counting more takes so long that a round trip matters less than knowing the progress. */
    private static final long BYTES_A_TRIP = 1L << 30;

    /** The size of the server's pages unless it was built otherwise. */
    private static final long PAGE = 8192;

    private static final String TABLES = """
            select n.nspname, c.relname, c.oid, c.relkind,
                has_schema_privilege(n.oid, 'USAGE') and has_any_column_privilege(c.oid, 'SELECT') as readable,
                row_security_active(c.oid) as secured,
                greatest(c.relpages, 0) as pages,
                x.condition
            from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
                    and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'
                left join lateral (
                    select a.position, e.extcondition[a.position] as condition
                    from pg_extension e, array_position(e.extconfig, c.oid) a(position)
                    where e.oid = d.refobjid) x on true
            where c.relkind in ('r', 'f')
                and c.relpersistence <> 't'
                and n.nspname !~ '^pg_'
                and n.nspname <> 'information_schema'
                and (d.objid is null or x.position is not null)
                and not (c.relpersistence = 'u' and pg_is_in_recovery())""";

    private static final String LARGE_OBJECTS = "select 0 as oid, count(*) as number from pg_largeobject_metadata";

    private DatabaseCounts() {}

    private record Table(
            String nspname,
            String relname,
            long oid,
            char relkind,
            boolean readable,
            boolean secured,
            long pages,
            String condition) {
        /** Returns the table's size in bytes as far as the server's catalogs record it. */
        long size() {
            return PAGE * pages;
        }

        QualifiedName qualifiedName(boolean bytewise) {
            QualifiedName name = new QualifiedName(nspname, relname);
            return bytewise ? name.readable() : name;
        }
    }

    private record Counted(long oid, long number) {}

    /**
     * Counts in one transaction, with a round trip for each thousand tables, and for each gibibyte.
     *
     * @param sessions receives the session before its first command
     * @param rowSecurity whether to count only the rows that row-level security shows to the role; otherwise tables whose
     *     rows it may hide are not counted
     * @param foreign which foreign tables to count
     * @param listener receives the progress
     * @throws dev.sengi.SengiException if the database cannot be read
     */
    public static DataCounts read(
            ConnectionSource source,
            Consumer<Sessions> sessions,
            boolean rowSecurity,
            Predicate<QualifiedName> foreign,
            ProgressListener listener) {
        SnapshotSettings settings = new SnapshotSettings(null, null, rowSecurity, false, false, null, null);
        return new SnapshotSource(source, settings).run(sessions, "pg_dump", transaction -> {
            try {
                return read(transaction, rowSecurity, foreign, listener);
            } catch (SengiException e) {
                throw transaction.facts().bytewise() ? ReadableMessages.of(e) : e;
            }
        });
    }

    private static DataCounts read(
            SnapshotTransaction transaction,
            boolean rowSecurity,
            Predicate<QualifiedName> foreign,
            ProgressListener listener) {
        QueryBatch outline = QueryBatch.of(transaction, false, Map.of());
        Rows<Table> tables = outline.add(TABLES, Table.class);
        Rows<Counted> largeObjects = outline.add(LARGE_OBJECTS, Counted.class);
        outline.run();
        Map<QualifiedName, Count> counts = new TreeMap<>();
        Map<Long, QualifiedName> counted = new HashMap<>();
        List<Table> local = new ArrayList<>();
        List<Table> remote = new ArrayList<>();
        boolean bytewise = transaction.facts().bytewise();
        for (Table table : tables.list()) {
            boolean isForeign = table.relkind == 'f';
            QualifiedName name = table.qualifiedName(bytewise);
            if (isForeign && !foreign.test(name)) {
                continue;
            }
            String obstacle = obstacle(table, rowSecurity);
            if (obstacle == null) {
                (isForeign ? remote : local).add(table);
                counted.put(table.oid, name);
            } else {
                counts.merge(name, Count.unknown(obstacle), Count::plus);
            }
        }
        CountProgress progress = new CountProgress(listener, local.size() + remote.size(), size(local) + size(remote));
        List<Counted> numbers = new ArrayList<>(count(transaction, local, progress));
        if (!remote.isEmpty()) {
            transaction.withForeignTables(() -> numbers.addAll(count(transaction, remote, progress)));
        }
        // Different bytes may have the same readable form.
        numbers.forEach(number -> counts.merge(counted.get(number.oid), Count.of(number.number), Count::plus));
        return new DataCounts(counts, Count.of(largeObjects.list().get(0).number));
    }

    private static String obstacle(Table table, boolean rowSecurity) {
        if (!table.readable) {
            return "permission denied";
        }
        return table.secured && !rowSecurity ? "row-level security" : null;
    }

    private static long size(List<Table> tables) {
        return tables.stream().mapToLong(Table::size).sum();
    }

    private static List<Counted> count(SnapshotTransaction transaction, List<Table> tables, CountProgress progress) {
        List<Counted> counts = new ArrayList<>();
        List<Table> together = new ArrayList<>();
        for (Table table : tables) {
            together.add(table);
            boolean isLast = counts.size() + together.size() == tables.size();
            if (isLast || together.size() == TABLES_A_TRIP || size(together) >= BYTES_A_TRIP) {
                counts.addAll(count(transaction, together));
                progress.counted(together.size(), size(together));
                together.clear();
            }
        }
        return counts;
    }

    /** Counts in one round trip. */
    private static List<Counted> count(SnapshotTransaction transaction, List<Table> tables) {
        QueryBatch batch = QueryBatch.of(transaction, false, Map.of());
        List<Rows<Counted>> parts = new ArrayList<>();
        for (int from = 0; from < tables.size(); from += TABLES_A_QUERY) {
            List<String> queries = tables.subList(from, Math.min(from + TABLES_A_QUERY, tables.size())).stream()
                    .map(DatabaseCounts::query)
                    .toList();
            parts.add(batch.add(String.join("\nunion all ", queries), Counted.class));
        }
        batch.run();
        return parts.stream().flatMap(part -> part.list().stream()).toList();
    }

    private static String query(Table table) {
        String condition = table.condition == null ? "" : " " + table.condition;
        return "select " + table.oid + " as oid, count(*) as number from only "
                + Quoting.whereNeeded().qualified(table.nspname, table.relname) + condition;
    }
}
