package dev.sengi.cli.diff;

import dev.sengi.DiffReport;
import dev.sengi.ObjectDifference;
import dev.sengi.ObjectDifference.Aspect;
import dev.sengi.cli.archive.CountTable;
import dev.sengi.cli.output.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Writes {@code sengi diff --json}: one object with the sides' names, whether they are equal, the objects that differ
 * and, with {@code --data}, the numbers of rows. Member names are stable.
 */
final class DiffJson {
    private final JsonWriter json;
    private final Writer out;
    private final boolean brief;

    /** @param brief whether to omit the objects' text */
    DiffJson(boolean brief, Writer out) {
        this.json = new JsonWriter(out);
        this.out = out;
        this.brief = brief;
    }

    void write(String first, String second, DiffReport report) throws IOException {
        json.beginObject().newLine();
        json.name("first").value(first);
        json.name("second").value(second);
        json.name("equal").value(report.isEqual());
        json.newLine().name("objects").beginArray();
        for (ObjectDifference object : report.objects()) {
            json.newLine();
            object(object);
        }
        json.endArray();
        json.newLine().name("rows");
        CountTable.write(report.tables(), "first", "second", json);
        json.endObject();
        out.write('\n');
    }

    private void object(ObjectDifference object) throws IOException {
        json.beginObject();
        json.name("change").value(object.change().name().toLowerCase(Locale.ROOT));
        json.name("kind").value(object.type());
        json.name("schema").value(object.schema().orElse(null));
        json.name("name").value(object.name());
        json.name("aspects").beginArray();
        for (Aspect aspect : object.aspects()) {
            json.value(DiffText.aspect(aspect));
        }
        json.endArray();
        if (!brief) {
            json.name("before").value(object.before().orElse(""));
            json.name("after").value(object.after().orElse(""));
        }
        json.endObject();
    }
}
