package dev.sengi.cli.archive;

import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.inventory.InventoryItem;
import dev.sengi.cli.output.HumanSize;
import dev.sengi.cli.output.TextTable;
import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Writes the human-readable output of {@code sengi list}: the archive's header, then a table of its entries. */
final class ListTable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final NameText names;
    private final LongFunction<String> size;

    /** @param exact whether sizes are shown in bytes */
    ListTable(NameText names, boolean exact) {
        this.names = names;
        this.size = exact ? Long::toString : HumanSize::of;
    }

    /** @param stored number of entries in the archive, listed or not */
    void write(ArchiveHeader header, int stored, List<InventoryItem> items, Writer out) throws IOException {
        head(header, stored, items, out);
        if (!items.isEmpty()) {
            out.write('\n');
            entries(items, out);
        }
    }

    private void head(ArchiveHeader header, int stored, List<InventoryItem> items, Writer out) throws IOException {
        ListTotals totals = ListTotals.of(items);
        field(out, "Database", names.of(header.dbname()));
        field(out, "Server", header.serverVersion());
        field(out, "Dumped", header.created() == null ? null : TIME.format(header.created()) + dumper(header));
        field(out, "Format", header.format().name().toLowerCase(Locale.ROOT) + ", version " + header.version());
        field(out, "Compression", header.compression().label());
        field(out, "Encoding", names.encoding());
        String listed = items.size() == stored ? "" : ", " + items.size() + " listed";
        field(out, "Entries", stored + listed + ", " + totals.withData() + " with data");
        field(out, "Data", data(totals));
    }

    private static String dumper(ArchiveHeader header) {
        return header.dumpVersion() == null ? "" : " by pg_dump " + header.dumpVersion();
    }

    private String data(ListTotals totals) {
        List<String> parts = new ArrayList<>();
        totals.storedSize().ifPresent(bytes -> parts.add(size.apply(bytes) + " stored"));
        totals.dataSize().ifPresent(bytes -> parts.add(size.apply(bytes) + " uncompressed"));
        if (totals.dataSize().isPresent()) {
            totals.rows().ifPresent(rows -> parts.add(rows + (rows == 1 ? " row" : " rows")));
        }
        return totals.withData() == 0 ? null : String.join(", ", parts);
    }

    private static void field(Writer out, String label, String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            out.write(String.format(Locale.ROOT, "%-13s%s\n", label + ":", TextTable.visible(value)));
        }
    }

    private void entries(List<InventoryItem> items, Writer out) throws IOException {
        TextTable table = new TextTable(List.of(
                new TextTable.Column("ID", true),
                new TextTable.Column("KIND", false),
                new TextTable.Column("SCHEMA", false),
                new TextTable.Column("NAME", false),
                new TextTable.Column("OWNER", false),
                new TextTable.Column("STORED", true),
                new TextTable.Column("SIZE", true),
                new TextTable.Column("ROWS", true)));
        for (InventoryItem item : items) {
            TocEntry entry = item.entry();
            table.add(
                    Integer.toString(entry.dumpId()),
                    entry.desc(),
                    names.of(entry.namespace()),
                    names.of(entry.tag()),
                    names.of(entry.owner()),
                    text(item.storedSize(), size),
                    text(item.dataSize(), size),
                    text(item.rows(), Long::toString));
        }
        table.write(out);
    }

    private static String text(OptionalLong number, LongFunction<String> form) {
        return number.isPresent() ? form.apply(number.getAsLong()) : "";
    }
}
