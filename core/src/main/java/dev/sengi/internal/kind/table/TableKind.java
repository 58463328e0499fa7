package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.select.Choices;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Relations: tables, including partitioned and foreign ones, views, materialized views, sequences, and composite types.
 */
public final class TableKind extends ObjectKind<TableKind.Row> {
    public static final TableKind KIND = new TableKind();

    private static final String QUERY = """
            select c.tableoid, c.oid, c.relname, c.relnamespace, c.relkind, c.relowner, c.relpages,
                least(c.reltuples, 1e15)::bigint as reltuples,
                c.relpersistence, c.reloftype, c.relreplident, c.relrowsecurity, c.relforcerowsecurity,
                c.relhastriggers,
                c.relispopulated, [[10: c.relispartition | false]] as relispartition,
                [[12: false | c.relhasoids]] as relhasoids,
                c.relacl,
                case when c.relacl is not null or c.oid in (
                        select p.objoid from pg_init_privs p where p.classoid = 'pg_class'::regclass)
                    then acldefault(case when c.relkind = 'S' then 's' else 'r' end::"char", c.relowner)
                end as acldefault,
                f.ftserver,
                t.relpages as toastpages,
                t.reloptions as toast_reloptions,
                d.refobjid as owning_tab, d.refobjsubid as owning_col,
                coalesce(d.deptype = 'i', false) as is_identity_sequence,
                s.spcname as reltablespace,
                a.amname,
                case when c.reloptions is null then '{}'
                    else array(select o from unnest(c.reloptions) o where o not in ('check_option=local', 'check_option=cascaded'))
                end as reloptions,
                case when c.reloptions is not null
                    then (select upper(substr(o, 14)) from unnest(c.reloptions) o
                        where o in ('check_option=local', 'check_option=cascaded'))
                end as checkoption
            from pg_class c
                left join pg_class t on t.oid = c.reltoastrelid and t.relkind = 't' and c.relkind <> 'p'
                left join pg_tablespace s on s.oid = c.reltablespace
                left join pg_am a on a.oid = c.relam
                left join pg_foreign_table f on f.ftrelid = c.oid
                left join pg_depend d on c.relkind = 'S'
                    and d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
                    and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
            where c.relkind in ('r', 'S', 'v', 'c', 'm', 'f', 'p')
            order by c.oid
            """;

    /**
     * @param relhasoids whether each row has an OID of its own, as servers before 12 allow
     * @param relhastriggers whether there may be triggers; foreign keys that are not enforced have none
     * @param reltuples number of rows; 0 or negative if it is unknown
     * @param acldefault the default access control list; null if both the object's list and its initial list are null
     * @param ftserver OID of a foreign table's server, or 0
     * @param owning_tab OID of the table whose column owns the sequence, or 0
     * @param owning_col number of that column
     * @param reltablespace the tablespace's name, or null for the default one
     * @param amname the access method's name, or null
     * @param reloptions storage options as {@code name=value}, without a view's check option
     * @param checkoption {@code LOCAL}, {@code CASCADED}, or null
     */
    public record Row(
            long tableoid,
            long oid,
            String relname,
            long relnamespace,
            char relkind,
            long relowner,
            int relpages,
            long reltuples,
            char relpersistence,
            long reloftype,
            char relreplident,
            boolean relrowsecurity,
            boolean relforcerowsecurity,
            boolean relhastriggers,
            boolean relispopulated,
            boolean relispartition,
            boolean relhasoids,
            String[] relacl,
            String[] acldefault,
            long ftserver,
            int toastpages,
            String[] toast_reloptions,
            long owning_tab,
            int owning_col,
            boolean is_identity_sequence,
            String reltablespace,
            String amname,
            String[] reloptions,
            String checkoption)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return relowner;
        }

        public boolean isTable() {
            return relkind == 'r' || relkind == 'p' || relkind == 'f';
        }

        /** Returns whether {@link TableDetails} has more about it than about plain tables. */
        public boolean hasDetails() {
            return isPartitioned() || isView() || isMaterializedView() || relkind == 'f' || reloftype != 0;
        }

        public boolean hasRowSecurity() {
            return relrowsecurity && (relkind == 'r' || isPartitioned());
        }

        public boolean isPartitioned() {
            return relkind == 'p';
        }

        public boolean isView() {
            return relkind == 'v';
        }

        public boolean isMaterializedView() {
            return relkind == 'm';
        }

        public boolean isSequence() {
            return relkind == 'S';
        }

        public boolean isCompositeType() {
            return relkind == 'c';
        }

        public boolean isForeign() {
            return relkind == 'f';
        }
    }

    public static boolean isView(CatalogObject<?> object) {
        return object.row() instanceof Row row && row.isView();
    }

    public static boolean isMaterializedView(CatalogObject<?> object) {
        return object.row() instanceof Row row && row.isMaterializedView();
    }

    TableKind() {
        super(SortPriority.TABLE, SystemCatalogs.PG_CLASS);
    }

    /** Returns whether any relation, dumped or not, fulfils a condition. */
    public static boolean hasAny(Catalog catalog, Predicate<Row> condition) {
        for (CatalogObject<Row> relation : catalog.all(KIND)) {
            if (condition.test(relation.row())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayHaveInitialPrivileges() {
        return true;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> {
            for (Row row : rows.list()) {
                CatalogObject<SchemaKind.Row> schema = SchemaKind.of(catalog, row.relnamespace());
                StatisticsDataKind.KIND.addOfTable(catalog, choices, catalog.add(this, row, row.relname(), schema));
            }
        };
    }

    /**
     * Checks that the tables whose columns own sequences exist.
     *
     * @throws SengiException with pg_dump's message for the first table missing from a damaged catalog
     */
    public static void checkOwners(Catalog catalog) {
        for (CatalogObject<Row> table : catalog.all(KIND)) {
            long owner = table.row().owning_tab();
            if (table.row().isSequence() && owner != 0 && catalog.find(KIND, owner) == null) {
                throw new SengiException("failed sanity check, parent table with OID " + owner
                        + " of sequence with OID " + table.oid() + " not found");
            }
        }
    }

    @Override
    public Set<Component> select(CatalogObject<Row> table, Choices choices) {
        Set<Component> byExtension = choices.byExtension(table);
        if (byExtension != null) {
            return byExtension;
        } else if (choices.patterns().excludeTables().contains(table.oid())) {
            return Set.of();
        } else if (!choices.patterns().includeTables().isEmpty()) {
            return choices.patterns().includeTables().contains(table.oid()) ? Component.ALL : Set.of();
        }
        return choices.bySchema(table);
    }

    @Override
    public void emit(CatalogObject<Row> table, Emission out) {
        switch (table.row().relkind()) {
            case 'S' -> SequenceDefinition.emit(table, out);
            case 'v', 'm' -> ViewDefinition.emit(table, out);
            case 'c' -> {}
            default -> TableDefinition.emit(table, out);
        }
        TableAnnotations.emit(table, out);
    }
}
