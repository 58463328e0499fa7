package dev.sengi.internal.kind.table;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.emit.Division;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ExtensionKind;
import dev.sengi.internal.kind.LargeObjectKind;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.List;

/** The rows of tables. Reading adds the data of all relations. */
public final class TableDataKind extends RelationDataKind {
    public static final TableDataKind KIND = new TableDataKind();

    /** Which tables have foreign keys to tables that extensions own. */
    private static final String MEMBER_KEYS = """
            select c.conrelid as objid, c.confrelid as refobjid
            from pg_constraint c
            where c.contype = 'f' and exists (
                select from pg_depend d
                where d.classid = 'pg_class'::regclass and d.objid = c.confrelid
                    and d.refclassid = 'pg_extension'::regclass)
            """;

    private static final String LARGE_OBJECTS_OF_THIS_DATABASE = "WHERE classid = 'pg_largeobject'::regclass"
            + " AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /** Pairs of a table and an extension member that its foreign keys reference. */
    private record MemberKeys(List<Following> pairs) {}

    TableDataKind() {
        super(SortPriority.TABLE_DATA);
    }

    /** Adds the data of every relation whose data are dumped. */
    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        boolean hasConfiguration = choices.catalog().all(ExtensionKind.KIND).stream()
                .anyMatch(extension -> extension.row().extconfig() != null);
        Rows<Following> memberKeys = batch.addIf(hasConfiguration, MEMBER_KEYS, Following.class);
        return catalog -> {
            catalog.put(new MemberKeys(memberKeys.list()));
            boolean sharedDependencies = LargeObjectKind.areUpgradedByFile(catalog, choices.options());
            for (CatalogObject<TableKind.Row> table : catalog.all(TableKind.KIND)) {
                if (hasOptionalData(table, choices.options())
                        && (!sharedDependencies || table.oid() != SystemCatalogs.PG_SHDEPEND)) {
                    addWanted(catalog, choices, new Row(table, null, false));
                }
            }
            if (sharedDependencies) {
                addSharedDependencies(catalog);
            }
        };
    }

    private static boolean hasOptionalData(CatalogObject<TableKind.Row> table, DumpOptions options) {
        return table.row().isSequence() ? options.sequenceData() : !options.schemaOnly();
    }

    private void addSharedDependencies(CatalogBuilder catalog) {
        CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, SystemCatalogs.PG_SHDEPEND);
        add(catalog, new Row(table, LARGE_OBJECTS_OF_THIS_DATABASE, false));
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        super.addDependencies(catalog, selection, graph);
        if (LargeObjectKind.areUpgradedByFile(catalog, selection.options())) {
            CatalogObject<Row> sharedDependencies = of(catalog, SystemCatalogs.PG_SHDEPEND);
            catalog.all(LargeObjectKind.KIND).forEach(object -> graph.add(object, sharedDependencies));
        }
        // The foreign keys of extensions' configuration tables exist before the data, and others may if only data are
        // dumped, so a referenced table's rows come first.
        addDependencies(catalog.get(MemberKeys.class).pairs(), Row::configuration, catalog, graph);
        if (selection.options().dataOnly()) {
            addDependencies(foreignKeys(catalog), data -> true, catalog, graph);
        }
    }

    private static List<Following> foreignKeys(Catalog catalog) {
        return catalog.all(ForeignKeyKind.KIND).stream()
                .map(CatalogObject::row)
                .map(key -> new Following(key.conrelid(), key.confrelid()))
                .toList();
    }

    @Override
    public void emit(CatalogObject<Row> data, Emission out) {
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
}
