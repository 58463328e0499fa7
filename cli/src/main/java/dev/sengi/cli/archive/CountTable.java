package dev.sengi.cli.archive;

import dev.sengi.RowCount;
import dev.sengi.TableRows;
import dev.sengi.cli.output.JsonWriter;
import dev.sengi.cli.output.TextTable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalLong;

/** Writes numbers of rows of two sides, as text or JSON. */
final class CountTable {
    private CountTable() {}

    /** Writes a table with a line for each pair. */
    static void write(List<TableRows> pairs, String first, String second, Writer out) throws IOException {
        TextTable table = new TextTable(List.of(
                new TextTable.Column("SCHEMA", false),
                new TextTable.Column("TABLE", false),
                new TextTable.Column(first, true),
                new TextTable.Column(second, true)));
        for (TableRows pair : pairs) {
            boolean largeObjects = pair.table() == null;
            table.add(
                    largeObjects ? "" : pair.schema(),
                    largeObjects ? "(large objects)" : pair.table(),
                    cell(pair.first()),
                    cell(pair.second()));
        }
        table.write(out);
    }

    private static String cell(RowCount count) {
        if (count == null) {
            return "missing";
        }
        return count.number().isPresent() ? Long.toString(count.number().getAsLong()) : count.obstacle();
    }

    /** Returns the total numbers of rows, tables and large objects in equal pairs. */
    static String summary(List<TableRows> pairs) {
        long tables = pairs.stream().filter(pair -> pair.table() != null).count();
        long rows = pairs.stream()
                .filter(pair -> pair.table() != null)
                .mapToLong(pair -> pair.first().number().orElse(0))
                .sum();
        String objects = pairs.stream()
                .filter(pair -> pair.table() == null)
                .map(pair -> ", and " + counted(pair.first().number().orElse(0), "large object"))
                .findAny()
                .orElse("");
        return counted(rows, "row") + " in " + counted(tables, "table") + objects;
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Writes an array with an object for each pair; {@code table} is null for large objects. */
    static void write(List<TableRows> pairs, String first, String second, JsonWriter json) throws IOException {
        json.beginArray();
        for (TableRows pair : pairs) {
            boolean largeObjects = pair.table() == null;
            json.newLine().beginObject();
            json.name("kind").value(largeObjects ? "large objects" : "table");
            json.name("schema").value(largeObjects ? null : pair.schema());
            json.name("name").value(largeObjects ? null : pair.table());
            side(first, pair.first(), json);
            side(second, pair.second(), json);
            json.name("equal").value(pair.isEqual());
            json.endObject();
        }
        json.endArray();
    }

    private static void side(String name, RowCount count, JsonWriter json) throws IOException {
        json.name(name).beginObject();
        json.name("exists").value(count != null);
        json.name("count").value(count == null ? OptionalLong.empty() : count.number());
        json.name("obstacle").value(count == null ? null : count.obstacle());
        json.endObject();
    }
}
