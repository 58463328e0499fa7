package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.catalog.RelationFiles.Relation;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.UpgradeCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The commands that follow CREATE TABLE in a dump for pg_upgrade, so that the new server can read the old one's files.
 *
 * <p>Rows must have the same columns in the same positions, including dropped ones. So the table is first created
 * alone, with all columns. Then columns are dropped, inherited properties are marked as inherited, and parents are
 * attached. One command changes all columns of a table, because the server reads all of them again for each change.
 */
final class TableUpgrade {
    private static final String SEPARATOR = ",\n             ";

    private final CatalogObject<TableKind.Row> table;
    private final Emission out;
    private final List<Column> columns;
    private final String alter;
    /** The table's OID as an SQL expression. */
    private final String regclass;

    private final StringBuilder sql = new StringBuilder();

    private TableUpgrade(CatalogObject<TableKind.Row> table, Emission out) {
        this.table = table;
        this.out = out;
        this.columns = out.catalog().columns().of(table.oid());
        this.alter = TablePartKind.alter(table) + "ONLY " + out.qualified(table);
        this.regclass = out.literal(out.qualified(table)) + "::pg_catalog.regclass";
    }

    /** Returns the commands for a table or materialized view. */
    static String of(CatalogObject<TableKind.Row> table, Emission out) {
        TableUpgrade upgrade = new TableUpgrade(table, out);
        upgrade.appendMissingValues();
        if (table.row().isTable()) {
            upgrade.appendDroppedColumns();
            upgrade.appendInheritedColumns();
            upgrade.appendInheritedNotNulls();
            upgrade.appendInheritedChecks();
            upgrade.appendParents();
        }
        upgrade.appendHorizons();
        return upgrade.sql.toString();
    }

    /** Rows that are older than a column do not contain it: their value is in the catalog. */
    private void appendMissingValues() {
        MissingValues values = out.catalog().get(MissingValues.class);
        for (Column column : columns) {
            String value = values.of(column);
            if (value != null) {
                sql.append("\n-- set missing value.\nSELECT pg_catalog.binary_upgrade_set_missing_value(")
                        .append(regclass)
                        .append(',')
                        .append(out.literal(column.attname()))
                        .append(',')
                        .append(out.literal(value))
                        .append(");\n\n");
            }
        }
    }

    private void appendDroppedColumns() {
        List<Column> dropped = columns.stream().filter(Column::attisdropped).toList();
        if (dropped.isEmpty()) {
            return;
        }
        sql.append(UpgradeCalls.comment("recreate dropped columns."))
                .append("UPDATE pg_catalog.pg_attribute\nSET attlen = v.dlen, attalign = v.dalign, attbyval = false\n")
                .append("FROM (VALUES ")
                .append(dropped.stream()
                        .map(c -> "(" + out.literal(c.attname()) + ", " + c.attlen() + ", '" + c.attalign() + "')")
                        .collect(Collectors.joining(SEPARATOR)))
                .append(") v(dname, dlen, dalign)\nWHERE attrelid = ")
                .append(regclass)
                .append("\n  AND attname = v.dname;\n");
        for (Column column : dropped) {
            sql.append(alter)
                    .append(" DROP COLUMN ")
                    .append(out.id(column.attname()))
                    .append(";\n");
        }
    }

    private void appendInheritedColumns() {
        List<String> names = columns.stream()
                .filter(column -> !column.attisdropped() && !column.attislocal())
                .map(Column::attname)
                .toList();
        if (!names.isEmpty()) {
            sql.append(UpgradeCalls.comment("recreate inherited columns."))
                    .append("UPDATE pg_catalog.pg_attribute\nSET attislocal = false\nWHERE attrelid = ")
                    .append(regclass)
                    .append("\n  AND attname IN (")
                    .append(literals(names))
                    .append(");\n");
        }
    }

    private void appendInheritedNotNulls() {
        NotNulls notNulls = out.catalog().get(NotNulls.class);
        List<String> names = new ArrayList<>();
        List<String> unnamed = new ArrayList<>();
        for (Column column : columns) {
            if (column.hasNotNull() && column.notnull_valid() && !notNulls.isLocal(column)) {
                String name = NotNulls.nameToPrint(table, column, true);
                if (name.isEmpty()) {
                    unnamed.add("'{" + column.attnum() + "}'");
                } else {
                    names.add(name);
                }
            }
        }
        appendNotLocal("conname", literals(names));
        appendNotLocal("conkey", String.join(", ", unnamed));
    }

    private void appendNotLocal(String column, String values) {
        if (!values.isEmpty()) {
            sql.append("UPDATE pg_catalog.pg_constraint\nSET conislocal = false\nWHERE contype = 'n' AND conrelid = ")
                    .append(regclass)
                    .append(" AND\n")
                    .append(column)
                    .append(" IN (")
                    .append(values)
                    .append(");\n");
        }
    }

    /** Appends inherited check constraints; partitions already have them in their definitions. */
    private void appendInheritedChecks() {
        List<CatalogObject<CheckConstraintKind.Row>> checks = CheckConstraintKind.of(out.catalog(), table).stream()
                .filter(check -> !out.has(check, Mark.SEPARATE) && !check.row().conislocal())
                .toList();
        if (checks.isEmpty() || table.row().relispartition()) {
            return;
        }
        sql.append(UpgradeCalls.comment("set up inherited constraints."));
        for (CatalogObject<CheckConstraintKind.Row> check : checks) {
            sql.append(alter)
                    .append(" ADD CONSTRAINT ")
                    .append(out.id(check.name()))
                    .append(' ')
                    .append(check.row().consrc())
                    .append(";\n");
        }
        List<String> names = checks.stream().map(CatalogObject::name).toList();
        sql.append("UPDATE pg_catalog.pg_constraint\nSET conislocal = false\nWHERE contype = 'c' AND conrelid = ")
                .append(regclass)
                .append("\n  AND conname IN (")
                .append(literals(names))
                .append(");\n");
    }

    private String literals(List<String> names) {
        return names.stream().map(out::literal).collect(Collectors.joining(", "));
    }

    private void appendParents() {
        List<CatalogObject<TableKind.Row>> parents = out.catalog().parents(table);
        if (!parents.isEmpty() && !table.row().relispartition()) {
            sql.append(UpgradeCalls.comment("set up inheritance this way."));
            for (CatalogObject<TableKind.Row> parent : parents) {
                sql.append(alter)
                        .append(" INHERIT ")
                        .append(out.qualified(parent))
                        .append(";\n");
            }
        }
        if (table.row().reloftype() != 0) {
            sql.append(UpgradeCalls.comment("set up typed tables this way."))
                    .append("ALTER TABLE ONLY ")
                    .append(out.qualified(table))
                    .append(" OF ")
                    .append(out.catalog()
                            .get(TableDetails.class)
                            .of(table.oid())
                            .typename())
                    .append(";\n");
        }
    }

    /** The files contain transaction IDs, which the new server must not misinterpret as older or newer. */
    private void appendHorizons() {
        Relation relation = out.upgrade().relation(table.oid());
        if (relation.relkind() != 'r' && relation.relkind() != 'm') {
            return;
        }
        sql.append(UpgradeCalls.comment("set heap's relfrozenxid and relminmxid"));
        appendHorizon(relation.relfrozenxid(), relation.relminmxid(), regclass);
        if (relation.reltoastrelid() != 0) {
            sql.append(UpgradeCalls.comment("set toast's relfrozenxid and relminmxid"));
            appendHorizon(relation.toastfrozenxid(), relation.toastminmxid(), "'" + relation.reltoastrelid() + "'");
        }
        if (table.row().isMaterializedView() && table.row().relispopulated()) {
            sql.append(UpgradeCalls.comment("mark materialized view as populated"))
                    .append("UPDATE pg_catalog.pg_class\nSET relispopulated = 't'\nWHERE oid = ")
                    .append(regclass)
                    .append(";\n");
        }
    }

    private void appendHorizon(String frozenxid, String minmxid, String oid) {
        sql.append("UPDATE pg_catalog.pg_class\nSET relfrozenxid = '")
                .append(frozenxid)
                .append("', relminmxid = '")
                .append(minmxid)
                .append("'\nWHERE oid = ")
                .append(oid)
                .append(";\n");
    }
}
