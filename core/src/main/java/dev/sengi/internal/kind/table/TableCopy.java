package dev.sengi.internal.kind.table;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.ddl.PartitionRoot;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.RowSource;
import dev.sengi.internal.option.DumpOptions;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How a table's rows are read, and how they are loaded. Immutable; refers to the table's description only, because it lives
 * until the rows have been read.
 */
public final class TableCopy implements RowSource {
    private final CatalogObject<TableKind.Row> table;
    /** The condition that selects the rows, with its keyword, or null. */
    private final String filter;

    private final CatalogObject<TableKind.Row> target;
    /** The table's columns, including dropped ones. */
    private final List<Column> attributes;

    private final DumpOptions options;
    private final Quoting quoting;
    private final String encoding;
    /** The pages whose rows are copied, or null for all. */
    private final PageRange pages;

    private TableCopy(TableCopy whole, PageRange pages) {
        this.table = whole.table;
        this.filter = "WHERE " + pages.condition();
        this.target = whole.target;
        this.attributes = whole.attributes;
        this.options = whole.options;
        this.quoting = whole.quoting;
        this.encoding = whole.encoding;
        this.pages = pages;
    }

    private TableCopy(CatalogObject<RelationDataKind.Row> data, Emission out) {
        this.table = data.row().table();
        this.filter = data.row().filter();
        this.target = loadTarget(table, out);
        this.attributes = out.catalog().columns().of(table.oid());
        this.options = out.options();
        this.quoting = out.quoting();
        this.encoding = out.catalog().database().encoding();
        this.pages = null;
    }

    /** Returns how the data are copied. */
    public static TableCopy of(CatalogObject<RelationDataKind.Row> data, Emission out) {
        return new TableCopy(data, out);
    }

    @Override
    public boolean inserts() {
        return options.inserts();
    }

    @Override
    public String schemaName() {
        return table.schemaName();
    }

    @Override
    public String tableName() {
        return table.name();
    }

    @Override
    public boolean isConditional() {
        return filter != null && pages == null;
    }

    @Override
    public String qualifiedName() {
        return qualified(table);
    }

    @Override
    public boolean isForeign() {
        return table.row().isForeign();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The server does not know the size of a table that has never been vacuumed or analyzed.
     */
    @Override
    public long storedSize() {
        if (pages != null) {
            return PAGE * Math.max(1, pages.to() - pages.from());
        }
        return PAGE
                * (Math.max(1L, table.row().relpages())
                        + Math.max(0L, table.row().toastpages()));
    }

    @Override
    public long storedRows() {
        long all = Math.max(0, table.row().reltuples());
        if (isConditional()) {
            return 0;
        }
        // The server does not record how the rows are distributed.
        return pages == null
                ? all
                : Math.round((double) all
                        * (pages.to() - pages.from())
                        / Math.max(1, table.row().relpages()));
    }

    /** Returns how a part of the data is copied. */
    TableCopy part(PageRange range) {
        return new TableCopy(this, range);
    }

    /** Returns the COPY command that loads the data. */
    public String statement() {
        return "COPY " + qualified(target) + " " + columnList() + " FROM stdin;\n";
    }

    /** Returns the comment that marks data loaded through a partitioned table, or null. */
    public String rootMarker() {
        return target == table ? null : targetMarker();
    }

    /** Returns that comment even if the data are loaded into the table itself. */
    String targetMarker() {
        return PartitionRoot.marker(qualified(target));
    }

    @Override
    public String readStatement() {
        return readStatement(encoding.equals("UTF8") ? "" : " (ENCODING '" + encoding + "')", this::source);
    }

    @Override
    public String shownStatement() {
        return readStatement("", () -> qualified(table));
    }

    private String readStatement(String clause, Supplier<String> source) {
        String list = columnList();
        if (filter == null && !table.row().isForeign()) {
            return "COPY " + qualified(table) + " " + list + " TO stdout" + clause + ";";
        }
        String rows = selection(list, (pages == null ? "" : "ONLY ") + source.get());
        return "COPY (" + rows + ") TO stdout" + clause + ";";
    }

    @Override
    public String copyQuery() {
        boolean alone = (filter == null || pages != null) && !table.row().isForeign();
        return selection(columnList(), (alone ? "ONLY " : "") + source());
    }

    /**
     * Returns the table as a query's source. A column that another session has dropped since the snapshot must be an
     * error, as in a COPY of the table itself: if it has the table's name, a query would return whole rows as its values.
     */
    private String source() {
        List<String> names = columns().stream().map(Column::attname).toList();
        String alias = "";
        // A condition may name the table.
        if (names.contains(table.name()) && !isConditional()) {
            alias = "r";
            while (names.contains(alias)) {
                alias += "r";
            }
        }
        return qualified(table) + (alias.isEmpty() ? "" : " " + alias);
    }

    private String selection(String list, String source) {
        String columns = list.isEmpty() ? "" : list.substring(1, list.length() - 1);
        // Without a condition, the query ends with a space, as errors show it.
        return "SELECT " + columns + " FROM " + source + " " + (filter == null ? "" : filter);
    }

    @Override
    public String insertQuery() {
        String columns = insertedColumns().stream()
                .map(c -> c.attgenerated() == 0 ? quoting.identifier(c.attname()) : "NULL")
                .collect(Collectors.joining(", "));
        String condition = filter == null ? "" : " " + filter;
        return "SELECT " + columns + " FROM ONLY " + source() + condition;
    }

    @Override
    public String insertPrefix() {
        List<Column> columns = insertedColumns();
        StringBuilder sql =
                new StringBuilder("INSERT INTO ").append(qualified(target)).append(' ');
        if (columns.isEmpty()) {
            return sql.append("DEFAULT VALUES").toString();
        }
        if (options.has(DumpFlag.COLUMN_INSERTS)) {
            sql.append(columns.stream()
                    .map(c -> quoting.identifier(c.attname()))
                    .collect(Collectors.joining(", ", "(", ") ")));
        }
        // The server keeps a dropped column's identity, and pg_dump takes it into account.
        if (attributes.stream().anyMatch(c -> c.attidentity() == 'a')) {
            sql.append("OVERRIDING SYSTEM VALUE ");
        }
        return sql.append("VALUES").toString();
    }

    @Override
    public List<Column> insertedColumns() {
        boolean named = options.has(DumpFlag.COLUMN_INSERTS);
        return columns().stream().filter(c -> !named || c.attgenerated() == 0).toList();
    }

    private List<Column> columns() {
        return attributes.stream().filter(c -> !c.attisdropped()).toList();
    }

    private String qualified(CatalogObject<TableKind.Row> relation) {
        return quoting.qualified(relation.schemaName(), relation.name());
    }

    private String columnList() {
        List<Column> copied =
                columns().stream().filter(c -> c.attgenerated() == 0).toList();
        return copied.isEmpty()
                ? ""
                : copied.stream().map(c -> quoting.identifier(c.attname())).collect(Collectors.joining(", ", "(", ")"));
    }

    /**
     * Returns the table itself, or its partition root if that is requested or if the restore may put rows into other
     * partitions.
     */
    private static CatalogObject<TableKind.Row> loadTarget(CatalogObject<TableKind.Row> table, Emission out) {
        boolean forced = out.options().has(DumpFlag.LOAD_VIA_PARTITION_ROOT);
        CatalogObject<TableKind.Row> root = table;
        while (root.row().relispartition()) {
            root = TableAttachKind.parent(out.catalog(), root);
            forced |= out.catalog().get(PartitionKeys.class).areUnsafe(root.oid());
        }
        return forced ? root : table;
    }
}
