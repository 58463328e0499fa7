package dev.sengi.internal.kind.table;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ExtensionLinks;
import dev.sengi.internal.select.Choices;
import java.util.HashMap;
import java.util.Map;

/**
 * Indexes of tables and materialized views.
 *
 * <p>An index that a constraint created is written with the constraint ({@link IndexConstraintKind}); only its comment
 * is written with the index.
 */
public final class IndexKind extends TablePartKind<IndexKind.Row> {
    public static final IndexKind KIND = new IndexKind();

    private static final String QUERY = """
            select t.tableoid, t.oid, i.indrelid, t.relname,
                case when c.oid is null then pg_get_indexdef(i.indexrelid) end as indexdef,
                i.indkey, i.indisclustered, i.indisreplident,
                [[11: i.indnkeyatts | i.indnatts]] as indnkeyatts,
                i.indnatts,
                [[15: i.indnullsnotdistinct | false]] as indnullsnotdistinct,
                case when t.reltablespace = 0 then '' else coalesce((
                    select s.spcname from pg_tablespace s where s.oid = t.reltablespace), '')
                end as tablespace,
                t.reloptions,
                [[11: case when i.indexprs is null then '{}' else array(
                    select a.attnum from pg_attribute a
                    where a.attrelid = i.indexrelid and a.attstattarget >= 0 order by a.attnum)
                end | '{}']] as indstatcols,
                [[11: case when i.indexprs is null then '{}' else array(
                    select a.attstattarget from pg_attribute a
                    where a.attrelid = i.indexrelid and a.attstattarget >= 0 order by a.attnum)
                end | '{}']] as indstatvals,
                [[11: case when t.relispartition then (
                    select h.inhparent from pg_inherits h where h.inhrelid = i.indexrelid)
                end | 0]] as inhparent,
                %extensions,
                c.tableoid as contableoid, c.oid as conoid, c.conname, c.contype, c.condeferrable, c.condeferred,
                [[18: c.conperiod | false]] as conperiod,
                case when c.contype = 'x' then pg_get_constraintdef(c.oid, false) end as condef
            from pg_index i
                join pg_class t on t.oid = i.indexrelid
                join pg_class r on r.oid = i.indrelid
                left join pg_constraint c
                    on c.conrelid = i.indrelid and c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x')
            where i.indrelid = any (:tables) and (i.indisvalid or r.relkind = 'p') and i.indisready
            order by i.indrelid, t.relname
            """.replace("%extensions", ExtensionLinks.column("pg_class", "t.oid"));

    /**
     * An index, and the constraint that it enforces.
     *
     * @param relname the index's name
     * @param indexdef the command that creates the index, or null if a constraint creates it, because servers take long
     *     to generate it
     * @param indkey numbers of the table's columns, 0 for an expression
     * @param tablespace the tablespace's name, empty for the default one
     * @param indstatcols numbers of the index's columns whose statistics target is set
     * @param indstatvals those targets
     * @param inhparent OID of the partitioned index that this one is attached to, or 0
     * @param extensions names of the extensions that the index is dropped with
     * @param conoid OID of the constraint, or 0 for a plain index
     * @param contype {@code p}, {@code u} or {@code x}
     * @param condef an exclusion constraint as SQL, otherwise null
     */
    public record Row(
            long tableoid,
            long oid,
            long indrelid,
            String relname,
            String indexdef,
            long[] indkey,
            boolean indisclustered,
            boolean indisreplident,
            int indnkeyatts,
            int indnatts,
            boolean indnullsnotdistinct,
            String tablespace,
            String[] reloptions,
            long[] indstatcols,
            long[] indstatvals,
            long inhparent,
            String[] extensions,
            long contableoid,
            long conoid,
            String conname,
            char contype,
            boolean condeferrable,
            boolean condeferred,
            boolean conperiod,
            String condef)
            implements CatalogRow {}

    IndexKind() {
        super(SortPriority.INDEX, SystemCatalogs.PG_CLASS, "INDEX", "INDEX");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.addLarge(QUERY, Row.class);
        return catalog -> {
            Constraints constraints = new Constraints();
            catalog.put(constraints);
            for (Row row : rows.list()) {
                CatalogObject<Row> index = add(catalog, row.id(), row.relname(), row);
                StatisticsDataKind.KIND.addOfIndex(catalog, choices, index);
                if (row.conoid() != 0) {
                    constraints.byIndex.put(row.oid(), IndexConstraintKind.KIND.add(catalog, index));
                }
            }
        };
    }

    /** Returns whether the second object is an index that is attached to the first. */
    public static boolean isPartitionOf(CatalogObject<?> parent, CatalogObject<?> index) {
        return index.row() instanceof Row row && parent.kind() == KIND && row.inhparent() == parent.oid();
    }

    @Override
    long tableOid(Row row) {
        return row.indrelid();
    }

    /** Returns the constraint that the index enforces, or null for a plain index. */
    public CatalogObject<IndexConstraintKind.Row> constraint(Catalog catalog, CatalogObject<Row> index) {
        return catalog.get(Constraints.class).byIndex.get(index.oid());
    }

    @Override
    protected boolean isDefined(CatalogObject<Row> index, Emission out) {
        return constraint(out.catalog(), index) == null && super.isDefined(index, out);
    }

    @Override
    String create(CatalogObject<Row> index, CatalogObject<TableKind.Row> table, Emission out) {
        Row row = index.row();
        String name = out.qualified(index);
        StringBuilder sql = new StringBuilder(out.upgrade().relationOids(index.oid()))
                .append(existing(row.indexdef(), index))
                .append(";\n");
        sql.append(cluster(index, table, out));
        for (int i = 0; i < row.indstatcols().length; i++) {
            sql.append("ALTER INDEX ")
                    .append(name)
                    .append(" ALTER COLUMN ")
                    .append(row.indstatcols()[i])
                    .append(" SET STATISTICS ")
                    .append(row.indstatvals()[i])
                    .append(";\n");
        }
        return sql.append(ExtensionLinks.commands("INDEX " + name, row.extensions(), out))
                .append(replicaIdentity(index, table, out))
                .toString();
    }

    @Override
    String drop(CatalogObject<Row> index, CatalogObject<TableKind.Row> table, Emission out) {
        // The server drops an attached index only with the index that it is attached to.
        return index.row().inhparent() == 0 ? "DROP INDEX " + out.qualified(index) + ";\n" : "";
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> index, Emission out) {
        entry.tablespace(index.row().tablespace());
    }

    @Override
    protected void annotate(CatalogObject<Row> index, Emission out) {
        if (out.wants(index, Component.COMMENT)) {
            Target target = new Target("INDEX", out.id(index.name()), index.schemaName(), owner(index, out));
            CatalogObject<?> constraint = constraint(out.catalog(), index);
            int definedBy = constraint == null ? index.dumpId() : constraint.dumpId();
            out.annotations().comment(target, index.id(), 0, definedBy);
        }
    }

    /** Returns the command that marks the index as the one to cluster by, or an empty string. */
    static String cluster(CatalogObject<Row> index, CatalogObject<TableKind.Row> table, Emission out) {
        return index.row().indisclustered()
                ? "\nALTER TABLE " + out.qualified(table) + " CLUSTER ON " + out.id(index.name()) + ";\n"
                : "";
    }

    /** Returns the command that makes the index the replica identity, or an empty string. */
    static String replicaIdentity(CatalogObject<Row> index, CatalogObject<TableKind.Row> table, Emission out) {
        return index.row().indisreplident()
                ? "\nALTER TABLE ONLY " + out.qualified(table) + " REPLICA IDENTITY USING INDEX " + out.id(index.name())
                        + ";\n"
                : "";
    }

    private static final class Constraints {
        private final Map<Long, CatalogObject<IndexConstraintKind.Row>> byIndex = new HashMap<>();
    }
}
