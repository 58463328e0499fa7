package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.emit.DataContext;
import dev.sengi.internal.emit.RowSource;
import dev.sengi.internal.progress.DataMeter;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgResultSet;

/** Writes rows as INSERT commands, each with a given number of rows. */
final class InsertCommands {
    private static final Set<Integer> NUMERIC =
            Set.of(Oid.INT2, Oid.INT4, Oid.INT8, Oid.OID, Oid.FLOAT4, Oid.FLOAT8, Oid.NUMERIC);

    /** Characters of a constant that are written together. */
    private static final int LONG = 1 << 16;

    private final RowSource source;
    private final DataContext context;
    private final Writer script;
    private final DataMeter meter;
    private final int rowsPerCommand;
    private final List<Column> columns;
    private int rowsInCommand;

    InsertCommands(RowSource source, DataContext context, Writer script, DataMeter meter) {
        this.meter = meter;
        this.source = source;
        this.context = context;
        this.script = script;
        this.rowsPerCommand = Math.max(1, context.options().rowsPerInsert());
        this.columns = source.insertedColumns();
    }

    /** Writes rows; may be called repeatedly with further rows. */
    void write(ResultSet rows) throws SQLException, IOException {
        String prefix = source.insertPrefix();
        int[] types = types(rows);
        while (rows.next()) {
            meter.row();
            if (columns.isEmpty()) {
                script.write(prefix + ";\n");
                continue;
            }
            if (rowsInCommand == 0) {
                script.write(prefix);
                script.write(rowsPerCommand == 1 ? " (" : "\n\t(");
            } else {
                script.write(",\n\t(");
            }
            writeValues(rows, types);
            script.write(')');
            if (++rowsInCommand == rowsPerCommand) {
                script.write(end());
                rowsInCommand = 0;
            }
        }
    }

    /** Ends the last command, and writes the empty lines that end a table's data. */
    void finish() throws IOException {
        script.write(rowsInCommand == 0 ? "\n\n" : end() + "\n\n");
    }

    private String end() {
        return context.options().has(DumpFlag.ON_CONFLICT_DO_NOTHING) ? " ON CONFLICT DO NOTHING;\n" : ";\n";
    }

    private int[] types(ResultSet rows) throws SQLException {
        int[] types = new int[columns.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = rows.getMetaData().getColumnType(i + 1) == Types.NULL
                    ? 0
                    : rows.unwrap(PgResultSet.class).getColumnOID(i + 1);
        }
        return types;
    }

    private void writeValues(ResultSet rows, int[] types) throws SQLException, IOException {
        for (int i = 0; i < types.length; i++) {
            if (i > 0) {
                script.write(", ");
            }
            String value = rows.getString(i + 1);
            if (columns.get(i).attgenerated() != 0) {
                script.write("DEFAULT");
            } else if (value == null) {
                script.write("NULL");
            } else if (value.length() > LONG && !NUMERIC.contains(types[i])) {
                writeLong(value, types[i]);
            } else {
                script.write(constant(value, types[i]));
            }
        }
    }

    /** Writes a value whose constant might be longer than a string can be. */
    private void writeLong(String value, int type) throws IOException {
        if (type == Oid.BIT || type == Oid.VARBIT) {
            script.write('B');
        }
        script.write('\'');
        int from = 0;
        while (from < value.length()) {
            int to = Math.min(value.length(), from + LONG);
            if (to < value.length() && Character.isHighSurrogate(value.charAt(to - 1))) {
                to--;
            }
            String literal = context.literal(value.substring(from, to));
            script.write(literal, 1, literal.length() - 2);
            from = to;
        }
        script.write('\'');
    }

    private String constant(String value, int type) {
        if (NUMERIC.contains(type)) {
            return isPlainNumber(value) ? value : "'" + value + "'";
        } else if (type == Oid.BIT || type == Oid.VARBIT) {
            return "B'" + value + "'";
        } else if (type == Oid.BOOL) {
            return value.equals("t") ? "true" : "false";
        }
        return context.literal(value);
    }

    private static boolean isPlainNumber(String value) {
        return value.chars().allMatch(c -> "0123456789 +-eE.".indexOf(c) >= 0);
    }
}
