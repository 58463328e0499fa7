package dev.sengi.internal.script;

import dev.sengi.ScriptFlag;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Setting;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.ArchiveSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes the list of an archive's selected entries, byte for byte as {@code pg_restore -l} does. With {@link
 * ScriptFlag#VERBOSE}, lists all entries with their dependencies.
 *
 * <p>Keeps the lines, not the entries, until the whole list is written. Used by one thread.
 */
public final class ListWriter {
    private final boolean verbose;
    private final ListLines lines = new ListLines();
    private Charset charset = StandardCharsets.ISO_8859_1;
    private int entries;
    private int selected;

    public ListWriter(RestoreOptions options) {
        verbose = options.has(ScriptFlag.VERBOSE);
    }

    /** Sets the encoding of the archive's text, which the archive's entry for it sets, too. */
    public void encode(Charset archive) {
        charset = archive;
        lines.encode(archive);
    }

    /** Adds an entry, which is not listed unless it is selected. */
    public void add(TocEntry entry, boolean isSelected) {
        entries++;
        selected += isSelected ? 1 : 0;
        if (EntryTraits.of(entry).setting() == Setting.ENCODING) {
            encode(ArchiveSettings.of(List.of(entry)).charset());
        }
        if (verbose || isSelected) {
            lines.append(entry);
        }
        if (verbose && !entry.dependencies().isEmpty()) {
            lines.append(";\tdepends on: " + TocComment.dependencies(entry) + "\n");
        }
    }

    /** Returns how many entries were selected. */
    public int selected() {
        return selected;
    }

    /** Writes the list and flushes the stream. */
    public void writeTo(OutputStream out, ArchiveHeader header) throws IOException {
        out.write(head(header).getBytes(charset));
        lines.writeTo(out);
        out.flush();
    }

    private String head(ArchiveHeader header) {
        StringBuilder head = new StringBuilder(";\n");
        ArchiveOrigin origin = ArchiveOrigin.of(header);
        head.append("; Archive created at ")
                .append(ScriptText.timestamp(origin.created()))
                .append('\n');
        field(head, "dbname", ScriptText.oneLine(header.dbname(), ""));
        field(head, "TOC Entries", entries);
        field(head, "Compression", header.compression().label());
        field(head, "Dump Version", header.version());
        field(head, "Format", header.format().name());
        field(head, "Integer", header.intSize() + " bytes");
        field(head, "Offset", header.offSize() + " bytes");
        if (origin.serverVersion() != null) {
            field(head, "Dumped from database version", origin.serverVersion());
        }
        if (origin.dumpVersion() != null) {
            field(head, "Dumped by pg_dump version", origin.dumpVersion());
        }
        return head.append(";\n;\n; Selected TOC Entries:\n;\n").toString();
    }

    private static void field(StringBuilder head, String name, Object value) {
        head.append(";     ").append(name).append(": ").append(value).append('\n');
    }

    static String line(TocEntry entry) {
        return entry.dumpId() + "; " + entry.tableoid() + " " + entry.oid() + " " + entry.desc() + " "
                + ScriptText.oneLine(entry.namespace(), "-") + " "
                + ScriptText.oneLine(entry.tag(), "") + " "
                + ScriptText.oneLine(entry.owner(), "") + "\n";
    }
}
