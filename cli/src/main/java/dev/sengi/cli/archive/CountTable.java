package dev.sengi.cli.archive;

import dev.sengi.RowCount;
import dev.sengi.TableRows;
import dev.sengi.cli.output.JsonWriter;
import dev.sengi.cli.output.TextTable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes numbers of rows of two sides, as text or JSON. */
public final class CountTable {
    private CountTable() {}

    /** Writes a table with a line for each pair. */
    public static void write(List<TableRows> pairs, String first, String second, Writer out) throws IOException {
        TextTable table = new TextTable(List.of(
                new TextTable.Column("SCHEMA", false),
                new TextTable.Column("TABLE", false),
                new TextTable.Column(first, true),
                new TextTable.Column(second, true)));
        for (TableRows pair : pairs) {
            table.add(
                    pair.schema().orElse(""),
                    pair.table().orElse("(large objects)"),
                    cell(pair.first()),
                    cell(pair.second()));
        }
        table.write(out);
    }

    private static String cell(Optional<RowCount> count) {
        if (count.isEmpty()) {
            return "missing";
        }
        OptionalLong number = count.get().number();
        return number.isPresent()
                ? Long.toString(number.getAsLong())
                : count.get().obstacle().orElse("");
    }

    /** Returns the total numbers of rows, tables and large objects in equal pairs. */
    public static String summary(List<TableRows> pairs) {
        long tables = pairs.stream().filter(pair -> pair.table().isPresent()).count();
        long rows = pairs.stream()
                .filter(pair -> pair.table().isPresent())
                .mapToLong(CountTable::number)
                .sum();
        String objects = pairs.stream()
                .filter(pair -> pair.table().isEmpty())
                .map(pair -> ", and " + counted(number(pair), "large object"))
                .findAny()
                .orElse("");
        return counted(rows, "row") + " in " + counted(tables, "table") + objects;
    }

    private static long number(TableRows pair) {
        return pair.first().map(RowCount::number).orElse(OptionalLong.empty()).orElse(0);
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Writes an array with an object for each pair; {@code table} is null for large objects. */
    public static void write(List<TableRows> pairs, String first, String second, JsonWriter json) throws IOException {
        json.beginArray();
        for (TableRows pair : pairs) {
            json.newLine().beginObject();
            json.name("kind").value(pair.table().isPresent() ? "table" : "large objects");
            json.name("schema").value(pair.schema().orElse(null));
            json.name("name").value(pair.table().orElse(null));
            side(first, pair.first(), json);
            side(second, pair.second(), json);
            json.name("equal").value(pair.isEqual());
            json.endObject();
        }
        json.endArray();
    }

    private static void side(String name, Optional<RowCount> count, JsonWriter json) throws IOException {
        json.name(name).beginObject();
        json.name("exists").value(count.isPresent());
        json.name("count").value(count.map(RowCount::number).orElse(OptionalLong.empty()));
        json.name("obstacle").value(count.flatMap(RowCount::obstacle).orElse(null));
        json.endObject();
    }
}
