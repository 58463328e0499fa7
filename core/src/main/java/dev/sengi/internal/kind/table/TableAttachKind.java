package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A partition's attachment to its partitioned table, written separately so that each of the two can be restored without
 * the other.
 */
public final class TableAttachKind extends DefinedKind<TableAttachKind.Row> {
    public static final TableAttachKind KIND = new TableAttachKind();

    private static final String QUERY = """
            select c.oid, [[10: pg_get_expr(c.relpartbound, c.oid) | null]] as relpartbound
            from pg_class c
            where c.oid = any (:partitions)
            """;

    record Bound(long oid, String relpartbound) {}

    /**
     * @param relpartbound the clause {@code FOR VALUES …} or {@code DEFAULT}
     */
    public record Row(
            CatalogObject<TableKind.Row> parent, CatalogObject<TableKind.Row> partition, String relpartbound) {}

    TableAttachKind() {
        super(SortPriority.TABLE_ATTACH, 0, "TABLE ATTACH");
    }

    @Override
    public boolean isShownWithOid() {
        return false;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Bound> bounds = batch.add(QUERY, Bound.class);
        return catalog -> {
            // A damaged catalog may have no bound.
            Map<Long, String> byOid = bounds.list().stream()
                    .collect(Collectors.toMap(
                            Bound::oid, bound -> Objects.requireNonNullElse(bound.relpartbound(), "")));
            for (CatalogObject<TableKind.Row> table : catalog.all(TableKind.KIND)) {
                if (table.row().relispartition() && choices.has(table, Component.DEFINITION)) {
                    Row row = new Row(parent(catalog, table), table, byOid.get(table.oid()));
                    catalog.add(this, CatalogId.NONE, table.name(), table.namespace(), row);
                }
            }
        };
    }

    /** Returns the table that a partition belongs to. */
    static CatalogObject<TableKind.Row> parent(Catalog catalog, CatalogObject<TableKind.Row> partition) {
        List<CatalogObject<TableKind.Row>> parents = catalog.parents(partition);
        if (parents.size() != 1) {
            throw new SengiException(
                    "invalid number of parents " + parents.size() + " for table \"" + partition.name() + "\"");
        }
        return parents.get(0);
    }

    @Override
    public Set<Component> select(CatalogObject<Row> attach, Choices choices) {
        return choices.of(attach.row().partition());
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> attach : catalog.all(this)) {
            graph.add(attach, attach.row().partition());
            graph.add(attach, attach.row().parent());
        }
    }

    @Override
    protected String owner(CatalogObject<Row> attach, Emission out) {
        return out.role(attach.row().partition().row().relowner());
    }

    @Override
    protected String create(CatalogObject<Row> attach, Emission out) {
        Row row = attach.row();
        return "ALTER TABLE ONLY " + out.qualified(row.parent()) + " ATTACH PARTITION " + out.qualified(row.partition())
                + " " + row.relpartbound() + ";\n";
    }
}
