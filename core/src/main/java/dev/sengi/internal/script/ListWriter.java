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

/** Writes the list of an archive's selected entries, byte for byte as {@code pg_restore -l} does. */
public final class ListWriter {
    private ListWriter() {}

    /**
     * Writes the list and flushes the stream. With {@link ScriptFlag#VERBOSE}, lists all entries with their
     * dependencies.
     */
    public static void write(ArchiveHeader header, TocSelection selection, RestoreOptions options, OutputStream out)
            throws IOException {
        boolean verbose = options.has(ScriptFlag.VERBOSE);
        ListLines lines =
                new ListLines(out, ArchiveSettings.of(selection.entries()).charset());
        lines.append(head(header, selection));
        for (TocEntry entry : selection.entries()) {
            if (verbose || selection.selects(entry)) {
                lines.appendLine(entry);
            }
            if (verbose && !entry.dependencies().isEmpty()) {
                lines.append(";\tdepends on: " + TocComment.dependencies(entry) + "\n");
            }
        }
        lines.flush();
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
        return entry.dumpId() + "; " + entry.tableoid() + " " + entry.oid() + " " + entry.desc() + " "
                + ScriptText.oneLine(entry.namespace(), "-") + " "
                + ScriptText.oneLine(entry.tag(), "") + " "
                + ScriptText.oneLine(entry.owner(), "") + "\n";
    }
}
