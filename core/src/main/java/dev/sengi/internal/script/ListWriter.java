package dev.sengi.internal.script;

import dev.sengi.ScriptFlag;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.plan.TocSelection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Writes the list of an archive's selected entries, byte for byte as {@code pg_restore -l} does. */
public final class ListWriter {
    /** How many characters are encoded and written together. */
    private static final int CHUNK = 1 << 13;

    private ListWriter() {}

    /**
     * Writes the list and flushes the stream. With {@link ScriptFlag#VERBOSE}, lists all entries with their
     * dependencies.
     */
    public static void write(ArchiveHeader header, TocSelection selection, RestoreOptions options, OutputStream out)
            throws IOException {
        boolean verbose = options.has(ScriptFlag.VERBOSE);
        Charset charset = ArchiveSettings.of(selection.entries()).charset();
        StringBuilder text = new StringBuilder(2 * CHUNK).append(head(header, selection));
        for (TocEntry entry : selection.entries()) {
            if (verbose || selection.selects(entry)) {
                appendLine(text, entry);
            }
            if (verbose && !entry.dependencies().isEmpty()) {
                text.append(";\tdepends on: ")
                        .append(TocComment.dependencies(entry))
                        .append('\n');
            }
            if (text.length() > CHUNK) {
                out.write(text.toString().getBytes(charset));
                text.setLength(0);
            }
        }
        out.write(text.toString().getBytes(charset));
        out.flush();
    }

    private static String head(ArchiveHeader header, TocSelection selection) {
        StringBuilder head = new StringBuilder(";\n");
        ArchiveOrigin origin = ArchiveOrigin.of(header);
        head.append("; Archive created at ")
                .append(ScriptText.timestamp(origin.created()))
                .append('\n');
        field(head, "dbname", ScriptText.oneLine(header.dbname(), ""));
        field(head, "TOC Entries", selection.entries().size());
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
        StringBuilder line = new StringBuilder();
        appendLine(line, entry);
        return line.toString();
    }

    private static void appendLine(StringBuilder text, TocEntry entry) {
        text.append(entry.dumpId()).append("; ").append(entry.tableoid());
        text.append(' ').append(entry.oid()).append(' ').append(entry.desc());
        text.append(' ').append(ScriptText.oneLine(entry.namespace(), "-"));
        text.append(' ').append(ScriptText.oneLine(entry.tag(), ""));
        text.append(' ').append(ScriptText.oneLine(entry.owner(), "")).append('\n');
    }
}
