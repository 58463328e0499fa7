package dev.sengi.internal.script;

import dev.sengi.ScriptFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.option.RestoreOptions;
import java.util.stream.Collectors;

/** The comment above an entry's commands. */
final class TocComment {
    private static final int USUAL_LENGTH = 120;

    private TocComment() {}

    /** @param place the location of the data, or null */
    static String of(TocEntry entry, String prefix, RestoreOptions options, String place) {
        boolean verbose = options.has(ScriptFlag.VERBOSE);
        StringBuilder text = new StringBuilder(USUAL_LENGTH).append("--\n");
        if (verbose) {
            text.append("-- TOC entry ").append(entry.dumpId());
            text.append(" (class ").append(entry.tableoid());
            text.append(" OID ").append(entry.oid()).append(")\n");
            if (!entry.dependencies().isEmpty()) {
                text.append("-- Dependencies: ").append(dependencies(entry)).append('\n');
            }
        }
        String owner = options.has(ScriptFlag.NO_OWNER) ? null : entry.owner();
        text.append("-- ").append(prefix);
        text.append("Name: ").append(ScriptText.oneLine(entry.tag(), ""));
        text.append("; Type: ").append(entry.desc());
        text.append("; Schema: ").append(ScriptText.oneLine(entry.namespace(), "-"));
        text.append("; Owner: ").append(ScriptText.oneLine(owner, "-"));
        String tablespace = entry.tablespace();
        if (tablespace != null && !tablespace.isEmpty() && !options.has(ScriptFlag.NO_TABLESPACES)) {
            text.append("; Tablespace: ").append(ScriptText.oneLine(tablespace, ""));
        }
        text.append('\n');
        if (verbose && place != null) {
            text.append("-- ").append(place).append('\n');
        }
        return text.append("--\n\n").toString();
    }

    static String dependencies(TocEntry entry) {
        return entry.dependencies().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
