package dev.sengi.internal.kind.table;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.ddl.ForeignOptions;
import dev.sengi.internal.emit.Emission;

/** Properties of columns that CREATE TABLE has no syntax for. */
final class ColumnProperties {
    private ColumnProperties() {}

    /** Appends the commands that set a column's properties that differ from the default. */
    static void append(StringBuilder sql, CatalogObject<TableKind.Row> table, Column column, Emission out) {
        if (column.attstattarget() != null && !column.attstattarget().startsWith("-")) {
            alter(sql, table, column, out)
                    .append("SET STATISTICS ")
                    .append(column.attstattarget())
                    .append(";\n");
        }
        if (column.attstorage() != column.typstorage()) {
            alter(sql, table, column, out)
                    .append("SET STORAGE ")
                    .append(storage(column.attstorage()))
                    .append(";\n");
        }
        String compression = out.options().has(DumpFlag.NO_TOAST_COMPRESSION) ? "" : compression(column);
        if (!compression.isEmpty()) {
            alter(sql, table, column, out)
                    .append("SET COMPRESSION ")
                    .append(compression)
                    .append(";\n");
        }
        if (column.attoptions() != null && !column.attoptions().isEmpty()) {
            alter(sql, table, column, out)
                    .append("SET (")
                    .append(column.attoptions())
                    .append(");\n");
        }
        if (table.row().isForeign() && !column.attfdwoptions().isEmpty()) {
            alter(sql, table, column, out)
                    .append(ForeignOptions.clause("", column.attfdwoptions()))
                    .append(";\n");
        }
    }

    private static StringBuilder alter(
            StringBuilder sql, CatalogObject<TableKind.Row> table, Column column, Emission out) {
        return sql.append(table.row().isForeign() ? "ALTER FOREIGN TABLE ONLY " : "ALTER TABLE ONLY ")
                .append(out.qualified(table))
                .append(" ALTER COLUMN ")
                .append(out.id(column.attname()))
                .append(' ');
    }

    private static String storage(char attstorage) {
        return switch (attstorage) {
            case 'p' -> "PLAIN";
            case 'e' -> "EXTERNAL";
            case 'm' -> "MAIN";
            case 'x' -> "EXTENDED";
            default -> throw new IllegalStateException("unknown storage " + attstorage);
        };
    }

    private static String compression(Column column) {
        return switch (column.attcompression()) {
            case 'p' -> "pglz";
            case 'l' -> "lz4";
            default -> "";
        };
    }
}
