package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;

/** Foreign keys. Those that partitions get from their partitioned table come with that table's. */
public final class ForeignKeyKind extends TablePartKind<ForeignKeyKind.Row> {
    public static final ForeignKeyKind KIND = new ForeignKeyKind();

    private static final String QUERY = """
            select c.tableoid, c.oid, c.conrelid, c.conname, c.confrelid, c.conindid,
                pg_get_constraintdef(c.oid) as condef
            from pg_constraint c
            where c.contype = 'f' [[11: and c.conparentid = 0 | ]] and c.conrelid = any (:tables)
            order by c.conrelid, c.conname
            """;

    /**
     * A foreign key.
     *
     * @param confrelid OID of the referenced table
     * @param conindid OID of that table's index on the referenced columns
     * @param condef the constraint as SQL
     */
    public record Row(
            long tableoid, long oid, long conrelid, String conname, long confrelid, long conindid, String condef)
            implements CatalogRow {}

    ForeignKeyKind() {
        super(SortPriority.FK_CONSTRAINT, SystemCatalogs.PG_CONSTRAINT, "FK CONSTRAINT", "CONSTRAINT");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> {
            for (Row row : rows.list()) {
                if (isOfDumpedTable(catalog, choices, row)) {
                    add(catalog, row.id(), row.conname(), row);
                }
            }
        };
    }

    @Override
    long tableOid(Row row) {
        return row.conrelid();
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> constraint : catalog.all(this)) {
            graph.mark(constraint, Mark.SEPARATE);
            CatalogObject<TableKind.Row> referenced =
                    catalog.find(TableKind.KIND, constraint.row().confrelid());
            if (referenced != null && referenced.row().isPartitioned()) {
                // A partitioned index is valid, and can be referenced, once all its partitions are attached.
                IndexAttachKind.below(catalog, constraint.row().conindid())
                        .forEach(attach -> graph.add(constraint, attach));
            }
        }
    }

    @Override
    String create(CatalogObject<Row> constraint, CatalogObject<TableKind.Row> table, Emission out) {
        return alterTable(table, out) + "\n    ADD CONSTRAINT " + out.id(constraint.name()) + " "
                + constraint.row().condef() + ";\n";
    }

    @Override
    String drop(CatalogObject<Row> constraint, CatalogObject<TableKind.Row> table, Emission out) {
        return alterTable(table, out) + " DROP CONSTRAINT " + out.id(constraint.name()) + ";\n";
    }

    private static String alterTable(CatalogObject<TableKind.Row> table, Emission out) {
        return alter(table) + (table.row().isPartitioned() ? "" : "ONLY ") + out.qualified(table);
    }
}
