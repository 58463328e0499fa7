package dev.sengi.cli.archive;

import dev.sengi.archive.TocEntry;
import dev.sengi.cli.archive.ChecksumCheck.Verdict;
import dev.sengi.cli.output.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;

/**
 * Writes {@code sengi verify --json}: one object. Values that could not be determined, or were not requested, are null.
 * Member names are stable.
 */
final class VerifyJson {
    private final VerifyReport report;
    private final NameText names;
    private final JsonWriter json;
    private final Writer out;

    VerifyJson(VerifyReport report, Writer out) {
        this.report = report;
        this.names = NameText.of(report.entries());
        this.json = new JsonWriter(out);
        this.out = out;
    }

    void write() throws IOException {
        json.beginObject().newLine();
        json.name("archive").value(report.label());
        json.name("whole").value(report.isWhole());
        json.newLine().name("checksum");
        checksum();
        json.newLine().name("problems");
        texts(report.problems());
        json.newLine().name("entries");
        entries();
        json.newLine().name("against");
        against();
        json.endObject();
        out.write('\n');
    }

    private void checksum() throws IOException {
        if (report.checksum().isEmpty()) {
            json.value((String) null);
            return;
        }
        json.beginObject();
        json.name("file").value(report.checksum().get().label());
        json.name("matches");
        if (report.checksum().get().verdict() == Verdict.UNKNOWN) {
            json.value((String) null);
        } else {
            json.value(report.checksumMatches());
        }
        json.endObject();
    }

    private void texts(List<String> texts) throws IOException {
        json.beginArray();
        for (String text : texts) {
            json.value(text);
        }
        json.endArray();
    }

    private void entries() throws IOException {
        if (!report.isReadable()) {
            json.value((String) null);
            return;
        }
        Set<Integer> intact = report.intact();
        json.beginObject();
        json.name("stored").value(report.entries().size());
        json.name("intact").value(intact.size());
        json.name("data_size").value(report.verification().dataBytes());
        json.name("damaged").beginArray();
        for (TocEntry entry : report.entries()) {
            if (!intact.contains(entry.dumpId())) {
                json.newLine().beginObject();
                json.name("id").value(entry.dumpId());
                json.name("kind").value(entry.desc());
                json.name("schema").value(names.of(entry.namespace()));
                json.name("name").value(names.of(entry.tag()));
                json.endObject();
            }
        }
        json.endArray().endObject();
    }

    private void against() throws IOException {
        if (report.against() == null) {
            json.value((String) null);
            return;
        }
        json.beginObject();
        json.name("equal").value(report.isEqual());
        json.name("counts");
        CountTable.write(report.against(), "archive", "database", json);
        json.endObject();
    }
}
