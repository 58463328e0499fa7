package dev.sengi.internal.kind.table;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.kind.ExtensionKind;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import dev.sengi.internal.select.MatchedPatterns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The data of relations: rows of tables, positions of sequences, refreshes of materialized views.
 *
 * <p>The three are separate kinds in the dump order, but are numbered together, in the order of the relations: {@link
 * TableDataKind} reads all of them.
 */
public abstract class RelationDataKind extends ObjectKind<RelationDataKind.Row> {

    /**
     * @param filter the condition on the rows, such as {@code WHERE …}, or null for all
     * @param configuration whether the rows are an extension's configuration
     */
    public record Row(CatalogObject<TableKind.Row> table, String filter, boolean configuration) {}

    /** The OIDs of two relations, the first of which must get its data after the other. */
    record Following(long objid, long refobjid) {}

    private static final class Contents {
        private final Map<Long, CatalogObject<Row>> byTable = new HashMap<>();
    }

    RelationDataKind(SortPriority priority) {
        super(priority, 0);
    }

    /**
     * Adds the data of extensions' configuration tables, which are numbered before others, even if no data are dumped;
     * reads nothing.
     */
    public static ReadStep readConfiguration(QueryBatch batch, Choices choices) {
        return catalog -> {
            catalog.put(new Contents());
            for (CatalogObject<ExtensionKind.Row> extension : catalog.all(ExtensionKind.KIND)) {
                long[] tables = extension.row().extconfig();
                for (int i = 0; tables != null && i < tables.length; i++) {
                    CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, tables[i]);
                    String condition = extension.row().extcondition()[i];
                    if (table != null) {
                        addWanted(catalog, choices, new Row(table, condition.isEmpty() ? null : condition, true));
                    }
                }
            }
        };
    }

    /** Adds a relation's data unless they are not dumped or have already been added. */
    static void addWanted(CatalogBuilder catalog, Choices choices, Row row) {
        CatalogObject<TableKind.Row> table = row.table();
        RelationDataKind kind = kindOf(table.row(), choices.patterns());
        if (kind != null
                && choices.has(table, Component.DATA)
                && !isLeftOut(table, choices.options(), choices.patterns())
                && of(catalog, table.oid()) == null) {
            kind.add(catalog, row);
        }
    }

    /** Adds a relation's data. */
    final void add(CatalogBuilder catalog, Row row) {
        CatalogObject<TableKind.Row> table = row.table();
        CatalogObject<Row> data =
                catalog.add(this, new CatalogId(0, table.oid()), table.name(), table.namespace(), row);
        catalog.get(Contents.class).byTable.put(table.oid(), data);
    }

    /** Returns the data of the relation with that OID, or null if they are not dumped. */
    static CatalogObject<Row> of(Catalog catalog, long tableOid) {
        return catalog.get(Contents.class).byTable.get(tableOid);
    }

    /** Returns whether the relation has data of its own that options and patterns do not exclude. */
    static boolean hasDumpedData(CatalogObject<TableKind.Row> table, DumpOptions options, MatchedPatterns patterns) {
        return kindOf(table.row(), patterns) != null && !isLeftOut(table, options, patterns);
    }

    private static RelationDataKind kindOf(TableKind.Row table, MatchedPatterns patterns) {
        return switch (table.relkind()) {
            case 'r' -> TableDataKind.KIND;
            case 'f' -> patterns.includeForeignServers().contains(table.ftserver()) ? TableDataKind.KIND : null;
            case 'S' -> SequenceSetKind.KIND;
            case 'm' -> MaterializedViewDataKind.KIND;
            default -> null;
        };
    }

    private static boolean isLeftOut(
            CatalogObject<TableKind.Row> table, DumpOptions options, MatchedPatterns patterns) {
        boolean unlogged = table.row().relpersistence() == 'u' && options.has(DumpFlag.NO_UNLOGGED_TABLE_DATA);
        return unlogged || patterns.excludeTableData().contains(table.oid());
    }

    @Override
    public final Set<Component> select(CatalogObject<Row> data, Choices choices) {
        return Set.of(Component.DATA);
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> data : catalog.all(this)) {
            graph.add(data, data.row().table());
        }
    }

    /**
     * Lets data follow other data wherever both are dumped.
     *
     * @param concerned which data, on both sides
     */
    static void addDependencies(
            List<Following> pairs, Predicate<Row> concerned, Catalog catalog, DependencyGraph.Builder graph) {
        for (Following pair : pairs) {
            CatalogObject<Row> data = of(catalog, pair.objid());
            CatalogObject<Row> other = of(catalog, pair.refobjid());
            if (data != null && other != null && concerned.test(data.row()) && concerned.test(other.row())) {
                graph.add(data, other);
            }
        }
    }
}
