package dev.sengi.internal.kind.table;

import dev.sengi.DumpFlag;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.emit.Division;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ExtensionKind;
import dev.sengi.internal.kind.LargeObjectKind;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import dev.sengi.internal.select.MatchedPatterns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The data of relations: rows of tables, positions of sequences, refreshes of materialized views.
 *
 * <p>The three are separate kinds in the dump order, but are numbered together, in the order of the relations.
 */
public final class TableDataKind extends ObjectKind<TableDataKind.Row> {
    public static final TableDataKind MATERIALIZED_VIEW_DATA = new TableDataKind(SortPriority.MATERIALIZED_VIEW_DATA);
    public static final TableDataKind SEQUENCE_SET = new TableDataKind(SortPriority.SEQUENCE_SET);
    public static final TableDataKind TABLE_DATA = new TableDataKind(SortPriority.TABLE_DATA);

    /**
     * @param filter the condition on the rows, such as {@code WHERE …}, or null for all
     * @param configuration whether the rows are an extension's configuration
     */
    public record Row(CatalogObject<TableKind.Row> table, String filter, boolean configuration) {}

    private static final String LARGE_OBJECTS_OF_THIS_DATABASE = "WHERE classid = 'pg_largeobject'::regclass"
            + " AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static final class Contents {
        private final Map<Long, CatalogObject<Row>> byTable = new HashMap<>();
    }

    TableDataKind(SortPriority priority) {
        super(priority, 0);
    }

    /** Adds the data of every relation whose data are dumped; reads nothing. */
    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        if (this != TABLE_DATA) {
            return catalog -> {};
        }
        return catalog -> {
            boolean sharedDependencies = LargeObjectKind.areUpgradedByFile(catalog, choices.options());
            for (CatalogObject<TableKind.Row> table : catalog.all(TableKind.KIND)) {
                if (!sharedDependencies || table.oid() != SystemCatalogs.PG_SHDEPEND) {
                    addWanted(catalog, choices, table);
                }
            }
            if (sharedDependencies) {
                addSharedDependencies(catalog);
            }
        };
    }

    private static void addSharedDependencies(CatalogBuilder catalog) {
        CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, SystemCatalogs.PG_SHDEPEND);
        CatalogObject<Row> data = catalog.add(
                TABLE_DATA,
                new CatalogId(0, table.oid()),
                table.name(),
                table.namespace(),
                new Row(table, LARGE_OBJECTS_OF_THIS_DATABASE, false));
        catalog.get(Contents.class).byTable.put(table.oid(), data);
    }

    private static void addWanted(CatalogBuilder catalog, Choices choices, CatalogObject<TableKind.Row> table) {
        DumpOptions options = choices.options();
        if (table.row().isSequence() ? options.sequenceData() : !options.schemaOnly()) {
            add(catalog, choices, table, null, false);
        }
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
                        add(catalog, choices, table, condition.isEmpty() ? null : condition, true);
                    }
                }
            }
        };
    }

    private static void add(
            CatalogBuilder catalog,
            Choices choices,
            CatalogObject<TableKind.Row> table,
            String filter,
            boolean configuration) {
        Map<Long, CatalogObject<Row>> contents = catalog.get(Contents.class).byTable;
        TableDataKind kind = kindOf(table.row(), choices.patterns());
        if (kind != null
                && choices.has(table, Component.DATA)
                && !isLeftOut(table, choices.options(), choices.patterns())
                && !contents.containsKey(table.oid())) {
            CatalogId id = new CatalogId(0, table.oid());
            Row row = new Row(table, filter, configuration);
            contents.put(table.oid(), catalog.add(kind, id, table.name(), table.namespace(), row));
        }
    }

    /** Returns the data of the relation with that OID, or null if they are not dumped. */
    public static CatalogObject<Row> of(Catalog catalog, long tableOid) {
        return catalog.get(Contents.class).byTable.get(tableOid);
    }

    /** Returns whether the relation has data of its own that options and patterns do not exclude. */
    public static boolean hasDumpedData(
            CatalogObject<TableKind.Row> table, DumpOptions options, MatchedPatterns patterns) {
        return kindOf(table.row(), patterns) != null && !isLeftOut(table, options, patterns);
    }

    private static TableDataKind kindOf(TableKind.Row table, MatchedPatterns patterns) {
        return switch (table.relkind()) {
            case 'r' -> TABLE_DATA;
            case 'f' -> patterns.includeForeignServers().contains(table.ftserver()) ? TABLE_DATA : null;
            case 'S' -> SEQUENCE_SET;
            case 'm' -> MATERIALIZED_VIEW_DATA;
            default -> null;
        };
    }

    private static boolean isLeftOut(
            CatalogObject<TableKind.Row> table, DumpOptions options, MatchedPatterns patterns) {
        boolean unlogged = table.row().relpersistence() == 'u' && options.has(DumpFlag.NO_UNLOGGED_TABLE_DATA);
        return unlogged || patterns.excludeTableData().contains(table.oid());
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<Row> data) {
        return this == MATERIALIZED_VIEW_DATA
                ? "REFRESH MATERIALIZED VIEW " + data.name()
                : super.describe(catalog, data);
    }

    @Override
    public Set<Component> select(CatalogObject<Row> data, Choices choices) {
        return Set.of(Component.DATA);
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> data : catalog.all(this)) {
            graph.add(data, data.row().table());
        }
        if (this == TABLE_DATA && LargeObjectKind.areUpgradedByFile(catalog, selection.options())) {
            CatalogObject<Row> sharedDependencies = of(catalog, SystemCatalogs.PG_SHDEPEND);
            catalog.all(LargeObjectKind.LARGE_OBJECT).forEach(object -> graph.add(object, sharedDependencies));
        }
    }

    @Override
    public void emit(CatalogObject<Row> data, Emission out) {
        switch (data.row().table().row().relkind()) {
            case 'S' -> emitPosition(data.row().table(), out);
            case 'm' -> emitRefresh(data, out);
            default -> emitRows(data, out);
        }
    }

    private static void emitRows(CatalogObject<Row> data, Emission out) {
        CatalogObject<TableKind.Row> table = data.row().table();
        TableCopy copy = TableCopy.of(data, out);
        Division division = TableSplitting.of(data, out);
        if (division != null) {
            TableSplitting.emit(data, copy, division, out);
            return;
        }
        out.addRows(
                out.entry(data)
                        .desc("TABLE DATA")
                        .section(Section.DATA)
                        .owner(out.role(table.row().relowner()))
                        .defn(copy.rootMarker())
                        .copyStmt(copy.inserts() ? null : copy.statement())
                        .dependencies(List.of(table.dumpId())),
                copy);
    }

    private static void emitPosition(CatalogObject<TableKind.Row> sequence, Emission out) {
        if (!out.options().sequenceData()) {
            return;
        }
        SequencePositions.Row position =
                out.catalog().get(SequencePositions.class).of(sequence);
        TocEntry.Builder entry = out.entry(List.of(sequence.dumpId()));
        out.add(entry.tag(sequence.name())
                .desc("SEQUENCE SET")
                .section(Section.DATA)
                .namespace(sequence.schemaName())
                .owner(out.role(sequence.row().relowner()))
                .defn("SELECT pg_catalog.setval(" + out.literal(out.qualified(sequence)) + ", " + position.last_value()
                        + ", " + position.is_called() + ");\n"));
    }

    private static void emitRefresh(CatalogObject<Row> data, Emission out) {
        CatalogObject<TableKind.Row> view = data.row().table();
        List<Integer> dependencies = out.graph().of(data);
        if (view.row().relispopulated() && readsPopulated(dependencies, out.catalog())) {
            out.add(out.entry(data)
                    .desc("MATERIALIZED VIEW DATA")
                    .section(Section.POST_DATA)
                    .owner(out.role(view.row().relowner()))
                    .defn("REFRESH MATERIALIZED VIEW " + out.qualified(view) + ";\n")
                    .dependencies(dependencies));
        }
    }

    /** A materialized view cannot be refreshed while another one that it reads, directly or indirectly, has no data. */
    private static boolean readsPopulated(List<Integer> dependencies, Catalog catalog) {
        return dependencies.stream()
                .map(catalog::object)
                .noneMatch(other -> other.row() instanceof Row row
                        && row.table().row().isMaterializedView()
                        && !row.table().row().relispopulated());
    }
}
