package dev.sengi.internal.kind.table;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.ddl.RelOptions;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ExtensionLinks;
import dev.sengi.internal.select.DumpSelection;

/**
 * Constraints that an index enforces: primary keys, unique and exclusion constraints.
 *
 * <p>They are read with their index, and creating the constraint creates the index.
 */
public final class IndexConstraintKind extends TablePartKind<IndexConstraintKind.Row> {
    public static final IndexConstraintKind KIND = new IndexConstraintKind();

    /** @param index the index, whose row also describes the constraint */
    public record Row(CatalogObject<IndexKind.Row> index) {}

    IndexConstraintKind() {
        super(SortPriority.CONSTRAINT, SystemCatalogs.PG_CONSTRAINT, "CONSTRAINT", "CONSTRAINT");
    }

    /** Adds the constraint of an index that has just been added. */
    CatalogObject<Row> add(CatalogBuilder catalog, CatalogObject<IndexKind.Row> index) {
        IndexKind.Row row = index.row();
        return add(catalog, new CatalogId(row.contableoid(), row.conoid()), row.conname(), new Row(index));
    }

    @Override
    long tableOid(Row row) {
        return row.index().row().indrelid();
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        catalog.all(this).forEach(constraint -> graph.mark(constraint, Mark.SEPARATE));
    }

    @Override
    String create(CatalogObject<Row> constraint, CatalogObject<TableKind.Row> table, Emission out) {
        CatalogObject<IndexKind.Row> index = constraint.row().index();
        return out.upgrade().relationOids(index.oid())
                + alter(table) + "ONLY " + out.qualified(table) + "\n    ADD CONSTRAINT " + out.id(constraint.name())
                + " "
                + definition(index.row(), table, out) + ";\n"
                + IndexKind.cluster(index, table, out)
                + IndexKind.replicaIdentity(index, table, out)
                + ExtensionLinks.commands(
                        "INDEX " + out.qualified(index), index.row().extensions(), out);
    }

    @Override
    String drop(CatalogObject<Row> constraint, CatalogObject<TableKind.Row> table, Emission out) {
        return alter(table) + "ONLY " + out.qualified(table) + " DROP CONSTRAINT " + out.id(constraint.name()) + ";\n";
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> constraint, Emission out) {
        super.complete(entry, constraint, out);
        entry.tablespace(constraint.row().index().row().tablespace());
    }

    private static String definition(IndexKind.Row row, CatalogObject<TableKind.Row> table, Emission out) {
        if (row.condef() != null) {
            return row.condef();
        }
        boolean primaryKey = row.contype() == 'p';
        StringBuilder sql = new StringBuilder(primaryKey ? "PRIMARY KEY" : "UNIQUE");
        // The columns of a primary key contain no nulls, and its syntax does not include this clause.
        sql.append(row.indnullsnotdistinct() && !primaryKey ? " NULLS NOT DISTINCT" : "");
        sql.append(" (").append(columns(row, table, 0, row.indnkeyatts(), out));
        sql.append(row.conperiod() ? " WITHOUT OVERLAPS)" : ")");
        if (row.indnkeyatts() < row.indnatts()) {
            sql.append(" INCLUDE (")
                    .append(columns(row, table, row.indnkeyatts(), row.indnatts(), out))
                    .append(')');
        }
        boolean standardStrings = out.catalog().database().standardStrings();
        String options = RelOptions.of(out.quoting(), row.reloptions(), "", standardStrings);
        sql.append(options.isEmpty() ? "" : " WITH (" + options + ")");
        if (row.condeferrable()) {
            sql.append(row.condeferred() ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE");
        }
        return sql.toString();
    }

    private static String columns(
            IndexKind.Row row, CatalogObject<TableKind.Row> table, int from, int to, Emission out) {
        Columns columns = out.catalog().columns();
        StringBuilder sql = new StringBuilder();
        for (int i = from; i < to; i++) {
            String name = columns.name(table, Math.toIntExact(row.indkey()[i]));
            sql.append(i == from ? "" : ", ").append(out.id(name));
        }
        return sql.toString();
    }
}
