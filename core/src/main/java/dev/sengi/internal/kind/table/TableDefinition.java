package dev.sengi.internal.kind.table;

import dev.sengi.DumpFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.ddl.ForeignOptions;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.ddl.RelOptions;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.option.DumpOptions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The definition of a table, including partitioned and foreign ones. */
final class TableDefinition {
    private static final int USUAL_LENGTH = 300;

    private final CatalogObject<TableKind.Row> table;
    private final TableKind.Row row;
    private final Emission out;
    private final Catalog catalog;
    private final List<Column> columns;

    private TableDefinition(CatalogObject<TableKind.Row> table, Emission out) {
        this.table = table;
        this.row = table.row();
        this.out = out;
        this.catalog = out.catalog();
        this.columns = catalog.columns().of(table.oid());
    }

    static void emit(CatalogObject<TableKind.Row> table, Emission out) {
        if (out.options().dataOnly() || !out.wants(table, Component.DEFINITION)) {
            return;
        }
        if (table.row().relhasoids()) {
            out.warn("WITH OIDS is not supported anymore (table \"" + out.id(table.name()) + "\")");
        }
        TableDefinition definition = new TableDefinition(table, out);
        String type = TableAnnotations.type(table.row());
        out.add(out.entry(table)
                .desc(type)
                .section(Section.PRE_DATA)
                .tablespace(table.row().isForeign() ? null : tablespace(table.row()))
                .tableam(table.row().isForeign() ? null : table.row().amname())
                .relkind(table.row().relkind())
                .owner(out.role(table.row().relowner()))
                .defn(out.upgrade().tableOids(table.oid())
                        + definition.create(type)
                        + out.upgrade().membership(table, TableAnnotations.target(table, out)))
                .dropStmt("DROP " + type + " " + out.qualified(table) + ";\n"));
    }

    /** Returns the tablespace as an entry stores it: empty for the database's default. */
    static String tablespace(TableKind.Row row) {
        return row.reltablespace() == null ? "" : row.reltablespace();
    }

    /**
     * Returns whether CREATE TABLE lists the column: it omits dropped and merely inherited ones. In a dump for
     * pg_upgrade, it lists all columns, and {@link TableUpgrade} then changes those.
     */
    static boolean prints(CatalogObject<TableKind.Row> table, Column column, DumpOptions options) {
        return options.has(DumpFlag.BINARY_UPGRADE)
                || (!column.attisdropped()
                        && (column.attislocal() || table.row().relispartition()));
    }

    private String create(String type) {
        StringBuilder sql = new StringBuilder(USUAL_LENGTH)
                .append("CREATE ")
                .append(row.relpersistence() == 'u' && !row.isPartitioned() ? "UNLOGGED " : "")
                .append(type)
                .append(' ')
                .append(out.qualified(table));
        TableDetails.Row details = catalog.get(TableDetails.class).of(table.oid());
        if (isOfType()) {
            sql.append(" OF ").append(details.typename());
        }
        appendElements(sql);
        appendParents(sql);
        if (row.isPartitioned()) {
            sql.append("\nPARTITION BY ").append(Objects.requireNonNullElse(details.partkeydef(), ""));
        }
        if (row.isForeign()) {
            if (details.srvname() == null) {
                throw new SengiException(
                        "query returned 0 rows instead of one: server of foreign table \"" + table.name() + "\"");
            }
            sql.append("\nSERVER ").append(out.id(details.srvname()));
        }
        sql.append(storageOptions());
        if (row.isForeign()) {
            sql.append(ForeignOptions.clause("\n", details.ftoptions()));
        }
        sql.append(";\n");
        if (out.upgrade().areWanted()) {
            sql.append(TableUpgrade.of(table, out));
        }
        for (Column column : columns) {
            if (!column.attisdropped()) {
                ColumnProperties.append(sql, table, column, out);
            }
        }
        appendTableProperties(sql);
        return sql.toString();
    }

    private void appendElements(StringBuilder sql) {
        String separator = " (\n    ";
        for (Column column : columns) {
            String element = prints(table, column, out.options()) ? column(column) : inheritedColumn(column);
            if (element != null) {
                sql.append(separator).append(element);
                separator = ",\n    ";
            }
        }
        for (CatalogObject<CheckConstraintKind.Row> check : CheckConstraintKind.of(catalog, table)) {
            if (!out.has(check, Mark.SEPARATE) && (check.row().conislocal() || row.relispartition())) {
                sql.append(separator).append("CONSTRAINT ").append(out.id(check.name()));
                sql.append(' ').append(check.row().consrc());
                separator = ",\n    ";
            }
        }
        if (separator.startsWith(",")) {
            sql.append("\n)");
        } else if (!isOfType()) {
            sql.append(" (\n)");
        }
    }

    /** Returns whether CREATE TABLE names the type that defines the columns. */
    private boolean isOfType() {
        return row.reloftype() != 0 && !out.upgrade().areWanted();
    }

    /** Returns a column's element, or null if a typed table's type already defines all of it. */
    private String column(Column column) {
        CatalogObject<ColumnDefaultKind.Row> columnDefault =
                catalog.get(ColumnDefaults.class).of(table.oid(), column.attnum());
        boolean printsDefault = columnDefault != null && !out.has(columnDefault, Mark.SEPARATE);
        boolean printsNotNull = printsNotNull(column);
        if (isOfType() && !printsDefault && !printsNotNull) {
            return null;
        }
        StringBuilder sql = new StringBuilder(out.id(column.attname()));
        if (column.attisdropped()) {
            return sql.append(" INTEGER /* dummy */").toString();
        }
        if (!isOfType()) {
            sql.append(' ').append(column.atttypname());
        }
        if (printsDefault) {
            String expression = columnDefault.row().adsrc();
            if (column.attgenerated() == 0) {
                sql.append(" DEFAULT ").append(expression);
            } else {
                sql.append(" GENERATED ALWAYS AS (").append(expression).append(')');
                sql.append(column.attgenerated() == 's' ? " STORED" : "");
            }
        }
        if (printsNotNull) {
            sql.append(' ').append(notNull(column, ""));
        }
        if (column.attcollation() != 0) {
            CatalogObject<?> collation = catalog.find(SystemCatalogs.PG_COLLATION, column.attcollation());
            if (collation != null) {
                sql.append(" COLLATE ").append(out.qualified(collation));
            }
        }
        return sql.toString();
    }

    /** Returns the not-null constraint that the table has on a parent's column, or null. */
    private String inheritedColumn(Column column) {
        return !column.attisdropped() && printsNotNull(column) ? notNull(column, " " + out.id(column.attname())) : null;
    }

    private boolean printsNotNull(Column column) {
        return column.hasNotNull()
                && column.notnull_valid()
                && (catalog.get(NotNulls.class).isLocal(column)
                        || row.relispartition()
                        || out.upgrade().areWanted());
    }

    private String notNull(Column column, String target) {
        String name = NotNulls.nameToPrint(table, column, out.upgrade().areWanted());
        // pg_dump never quotes the names of those on parents' columns; here they are quoted only if they need it.
        Quoting quoting = target.isEmpty() ? out.quoting() : Quoting.whereNeeded();
        return (name.isEmpty() ? "" : "CONSTRAINT " + quoting.identifier(name) + " ")
                + "NOT NULL"
                + target
                + (column.notnull_noinherit() ? " NO INHERIT" : "");
    }

    private void appendParents(StringBuilder sql) {
        List<CatalogObject<TableKind.Row>> parents = catalog.parents(table);
        if (!parents.isEmpty() && !row.relispartition() && !out.upgrade().areWanted()) {
            sql.append(parents.stream().map(out::qualified).collect(Collectors.joining(", ", "\nINHERITS (", ")")));
        }
    }

    private String storageOptions() {
        return storageOptions(row, out);
    }

    /** Returns the WITH clause of a relation's storage options and its TOAST table's, or an empty string. */
    static String storageOptions(TableKind.Row row, Emission out) {
        boolean standardStrings = out.catalog().database().standardStrings();
        String own = RelOptions.of(out.quoting(), row.reloptions(), "", standardStrings);
        String toast = RelOptions.of(out.quoting(), row.toast_reloptions(), "toast.", standardStrings);
        String both = own.isEmpty() || toast.isEmpty() ? own + toast : own + ", " + toast;
        return both.isEmpty() ? "" : "\nWITH (" + both + ")";
    }

    private void appendTableProperties(StringBuilder sql) {
        if (!row.isForeign()) {
            sql.append(replicaIdentity(table, out));
        }
        if (row.relforcerowsecurity()) {
            sql.append("\nALTER TABLE ONLY ").append(out.qualified(table)).append(" FORCE ROW LEVEL SECURITY;\n");
        }
    }

    /** Returns the command that sets the replica identity, or an empty string; for an index, its entry sets it. */
    static String replicaIdentity(CatalogObject<TableKind.Row> table, Emission out) {
        String identity =
                switch (table.row().relreplident()) {
                    case 'n' -> "NOTHING";
                    case 'f' -> "FULL";
                    default -> null;
                };
        return identity == null
                ? ""
                : "\nALTER TABLE ONLY " + out.qualified(table) + " REPLICA IDENTITY " + identity + ";\n";
    }
}
