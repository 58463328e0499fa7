package dev.sengi.internal.kind.table;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.Set;

/**
 * The planner's statistics about relations: how large they are, and how the values of their columns are distributed.
 *
 * <p>Statistics get their dump IDs along with their relation, but belong to the data section. Those of indexes, and of
 * materialized views that are refreshed, come after the data, because creating or refreshing the relation overwrites
 * them. Their values are read when they are written.
 */
public final class StatisticsDataKind extends ObjectKind<StatisticsDataKind.Row> {
    public static final StatisticsDataKind KIND = new StatisticsDataKind();

    /** @param relation a table, a materialized view or an index */
    public record Row(CatalogObject<?> relation) {}

    StatisticsDataKind() {
        super(SortPriority.STATISTICS_DATA, 0);
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<Row> statistics) {
        return "RELATION STATISTICS FOR " + statistics.name();
    }

    /** Adds the statistics of a table that has just been added, if it is dumped. */
    void addOfTable(CatalogBuilder catalog, Choices choices, CatalogObject<TableKind.Row> table) {
        boolean dumped = table.row().isTable() || table.row().isMaterializedView();
        if (dumped
                && choices.options().statistics()
                && (choices.has(table, Component.DEFINITION) || choices.has(table, Component.DATA))) {
            add(catalog, table);
        }
    }

    /** Adds the statistics of an index that has just been added, whether or not its table is dumped. */
    void addOfIndex(CatalogBuilder catalog, Choices choices, CatalogObject<IndexKind.Row> index) {
        if (choices.options().statistics()) {
            add(catalog, index);
        }
    }

    private void add(CatalogBuilder catalog, CatalogObject<?> relation) {
        catalog.add(this, CatalogId.NONE, relation.name(), relation.namespace(), new Row(relation));
    }

    @Override
    public Set<Component> select(CatalogObject<Row> statistics, Choices choices) {
        return Set.of(Component.DATA);
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> statistics : catalog.all(this)) {
            CatalogObject<?> relation = statistics.row().relation();
            graph.add(statistics, relation);
            CatalogObject<IndexKind.Row> index = catalog.find(IndexKind.KIND, relation.oid());
            // The statistics must come after the constraint is added or the view is refreshed.
            CatalogObject<?> maker =
                    index == null ? materializedViewData(catalog, relation) : IndexKind.KIND.constraint(catalog, index);
            if (maker != null) {
                graph.add(statistics, maker);
            }
            if (index != null || maker != null) {
                graph.mark(statistics, Mark.POSTPONED);
            }
        }
    }

    private static CatalogObject<?> materializedViewData(Catalog catalog, CatalogObject<?> relation) {
        return TableKind.isMaterializedView(relation) ? RelationDataKind.of(catalog, relation.oid()) : null;
    }

    /** Returns whether the object is the statistics of a materialized view. */
    public static boolean isOfMaterializedView(CatalogObject<?> object) {
        return object.row() instanceof Row row && TableKind.isMaterializedView(row.relation());
    }

    @Override
    public void emit(CatalogObject<Row> statistics, Emission out) {
        out.addStatistics(
                out.entry(out.graph().of(statistics))
                        .tag(statistics.name())
                        .namespace(statistics.schemaName())
                        .desc("STATISTICS DATA")
                        .section(out.has(statistics, Mark.POSTPONED) ? Section.POST_DATA : Section.DATA),
                statistics.row().relation());
    }
}
