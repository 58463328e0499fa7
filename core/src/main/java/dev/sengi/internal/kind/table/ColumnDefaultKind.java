package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Defaults and generation expressions of columns.
 *
 * <p>Most are written inside their table's definition; those of views, those of inherited columns, and those on a
 * dependency loop (such as the default of a serial column) have separate entries.
 */
public final class ColumnDefaultKind extends DefinedKind<ColumnDefaultKind.Row> {
    public static final ColumnDefaultKind KIND = new ColumnDefaultKind();

    private static final String QUERY = """
            select d.tableoid, d.oid, d.adrelid, d.adnum, pg_get_expr(d.adbin, d.adrelid) as adsrc
            from pg_attrdef d
            where d.adrelid = any (:tables)
            order by d.adrelid, d.adnum
            """;

    /** A default from the catalog; {@code tableoid} and {@code oid} are 0 for one that only overrides a parent's. */
    public record Row(long tableoid, long oid, long adrelid, int adnum, String adsrc) implements CatalogRow {}

    ColumnDefaultKind() {
        super(SortPriority.DEFAULT, SystemCatalogs.PG_ATTRDEF, "DEFAULT");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.addLarge(QUERY, Row.class);
        return catalog -> {
            ColumnDefaults defaults = new ColumnDefaults();
            catalog.put(defaults);
            if (choices.options().dataOnly()) {
                return;
            }
            for (Row row : rows.list()) {
                CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, row.adrelid());
                List<Column> columns = catalog.columns().of(row.adrelid());
                if (row.adnum() <= 0 || row.adnum() > columns.size()) {
                    throw new SengiException(
                            "invalid adnum value " + row.adnum() + " for table \"" + table.name() + "\"");
                }
                Column column = columns.get(row.adnum() - 1);
                if (!column.attisdropped()) {
                    defaults.put(add(catalog, table, row));
                }
            }
        };
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<Row> columnDefault) {
        Row row = columnDefault.row();
        return "ATTRDEF " + columnDefault.name() + "."
                + catalog.columns().of(row.adrelid()).get(row.adnum() - 1).attname();
    }

    /** Adds a default to the catalog; the table's name and schema determine its place in the order. */
    CatalogObject<Row> add(CatalogBuilder catalog, CatalogObject<TableKind.Row> table, Row row) {
        return catalog.add(this, row, table.name(), table.namespace());
    }

    /** Returns whether the second object is a default of the first, a table or view. */
    public static boolean isDefaultOf(CatalogObject<?> table, CatalogObject<?> columnDefault) {
        return columnDefault.row() instanceof Row row && row.adrelid() == table.oid();
    }

    static CatalogObject<TableKind.Row> table(Catalog catalog, CatalogObject<Row> columnDefault) {
        return catalog.find(TableKind.KIND, columnDefault.row().adrelid());
    }

    @Override
    public Set<Component> select(CatalogObject<Row> columnDefault, Choices choices) {
        Row row = columnDefault.row();
        boolean isInherited = choices.catalog().get(ColumnDefaults.class).of(row.adrelid(), row.adnum()) == null;
        return isInherited ? Set.of() : choices.of(table(choices.catalog(), columnDefault));
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> columnDefault : catalog.all(this)) {
            CatalogObject<TableKind.Row> table = table(catalog, columnDefault);
            Column column =
                    catalog.columns().of(table.oid()).get(columnDefault.row().adnum() - 1);
            boolean printed = TableDefinition.prints(table, column, selection.options());
            if (column.attgenerated() == 0 && (table.row().isView() || !printed)) {
                graph.mark(columnDefault, Mark.SEPARATE);
                if (columnDefault.oid() == 0) {
                    graph.add(columnDefault, table);
                }
            } else if (columnDefault.oid() != 0) {
                graph.add(table, columnDefault);
            }
        }
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return Comparator.comparingInt(d -> d.row().adnum());
    }

    @Override
    protected boolean hasEntries(CatalogObject<Row> columnDefault, Emission out) {
        return out.has(columnDefault, Mark.SEPARATE);
    }

    @Override
    protected String owner(CatalogObject<Row> columnDefault, Emission out) {
        return out.role(table(out.catalog(), columnDefault).row().relowner());
    }

    @Override
    protected String create(CatalogObject<Row> columnDefault, Emission out) {
        return alterTable(columnDefault, out) + "ONLY " + alterColumn(columnDefault, out) + " SET DEFAULT "
                + columnDefault.row().adsrc() + ";\n";
    }

    @Override
    protected String drop(CatalogObject<Row> columnDefault, Emission out) {
        return alterTable(columnDefault, out) + alterColumn(columnDefault, out) + " DROP DEFAULT;\n";
    }

    private static String alterTable(CatalogObject<Row> columnDefault, Emission out) {
        return TablePartKind.alter(table(out.catalog(), columnDefault));
    }

    private static String alterColumn(CatalogObject<Row> columnDefault, Emission out) {
        return out.qualified(table(out.catalog(), columnDefault)) + " ALTER COLUMN "
                + out.id(column(columnDefault, out));
    }

    private static String column(CatalogObject<Row> columnDefault, Emission out) {
        CatalogObject<TableKind.Row> table = table(out.catalog(), columnDefault);
        return out.catalog().columns().name(table, columnDefault.row().adnum());
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> columnDefault, Emission out) {
        entry.tag(table(out.catalog(), columnDefault).name() + " " + column(columnDefault, out));
    }
}
