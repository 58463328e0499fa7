package dev.sengi.cli.archive;

import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.inventory.InventoryItem;
import dev.sengi.cli.output.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes {@code sengi list --json}: one object with the members {@code archive} and {@code entries}. Sizes are in
 * bytes; a value that the archive does not contain or that is unknown is null. Member names are stable.
 */
final class ListJson {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final NameText names;
    private final JsonWriter json;

    ListJson(NameText names, Writer out) {
        this.names = names;
        this.json = new JsonWriter(out);
    }

    /** @param stored number of entries in the archive, listed or not */
    void write(ArchiveHeader header, int stored, List<InventoryItem> items) throws IOException {
        json.beginObject().newLine().name("archive");
        archive(header, stored, items);
        json.newLine().name("entries").beginArray();
        for (InventoryItem item : items) {
            json.newLine();
            entry(item);
        }
        json.endArray().endObject();
    }

    private void archive(ArchiveHeader header, int stored, List<InventoryItem> items) throws IOException {
        ListTotals totals = ListTotals.of(items);
        json.beginObject();
        json.name("database").value(names.of(header.dbname()));
        json.name("server_version").value(header.serverVersion());
        json.name("dump_version").value(header.dumpVersion());
        json.name("created").value(header.created() == null ? null : TIME.format(header.created()));
        json.name("format").value(header.format().name().toLowerCase(Locale.ROOT));
        json.name("format_version").value(header.version().toString());
        json.name("compression").value(header.compression().label());
        json.name("encoding").value(names.encoding());
        json.name("entries").value(stored);
        json.name("listed").value(items.size());
        json.name("stored_size").value(totals.storedSize());
        json.name("data_size").value(totals.dataSize());
        json.name("rows").value(totals.rows());
        json.endObject();
    }

    private void entry(InventoryItem item) throws IOException {
        TocEntry entry = item.entry();
        json.beginObject();
        json.name("id").value(entry.dumpId());
        json.name("kind").value(entry.desc());
        json.name("section")
                .value(entry.section().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.name("schema").value(names.of(entry.namespace()));
        json.name("name").value(names.of(entry.tag()));
        json.name("owner").value(names.of(entry.owner()));
        json.name("catalog_oid").value(entry.tableoid());
        json.name("oid").value(entry.oid());
        json.name("stored_size").value(item.storedSize());
        json.name("data_size").value(item.dataSize());
        json.name("rows").value(item.rows());
        json.name("dependencies").beginArray();
        for (int dependency : entry.dependencies()) {
            json.value(dependency);
        }
        json.endArray().endObject();
    }
}
