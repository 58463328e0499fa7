package dev.sengi.archive.verify;

import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which fields an entry has, by its type, as pg_dump fills them. */
final class FieldRules {
    /** Types that are named by their tag too, with the form of their definition. */
    private static final Map<String, Pattern> SPECIAL = Map.of(
            "ENCODING", Pattern.compile("SET client_encoding = '[A-Za-z0-9_-]+';\n"),
            "STDSTRINGS", Pattern.compile("SET standard_conforming_strings = '(on|off)';\n"),
            "SEARCHPATH", Pattern.compile("SELECT pg_catalog\\.set_config\\('search_path', '.*', false\\);\n"));
    /** Kinds of relation that an entry of a type may have; none but these types has any. */
    private static final Map<String, String> RELKINDS =
            Map.of("TABLE", "rp", "VIEW", "v", "MATERIALIZED VIEW", "m", "FOREIGN TABLE", "f");

    /** Types that are restored with what they belong to; archives older than these programs' may say otherwise. */
    private static final Set<String> WITHOUT_SECTION = Set.of("COMMENT", "SECURITY LABEL", "ACL");

    private static final int NO_SECTION_SINCE = 14;

    private FieldRules() {}

    /** Notes what breaks the rules. */
    static void check(TocEntry entry, ArchiveVersion version, ProblemLog log) {
        Pattern definition = SPECIAL.get(entry.desc());
        if (definition != null) {
            checkSpecial(entry, definition, log);
        }
        char relkind = entry.relkind();
        if (relkind != 0 && RELKINDS.getOrDefault(entry.desc(), "").indexOf(relkind) < 0) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " is said to be a relation of kind " + (int) relkind);
        }
        if (entry.copyStmt() != null && !entry.hadDumper()) {
            log.add(entry.dumpId(), -1, null, "the entry has a COPY command, but no data");
        }
        if (version.since(NO_SECTION_SINCE)
                && WITHOUT_SECTION.contains(entry.desc())
                && entry.section() != Section.NONE) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " stands in section " + entry.section());
        }
    }

    private static void checkSpecial(TocEntry entry, Pattern definition, ProblemLog log) {
        if (!entry.tag().equals(entry.desc())) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " has the tag \"" + entry.tag() + "\"");
        }
        if (entry.defn() == null || !definition.matcher(entry.defn()).matches()) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " is defined as: " + entry.defn());
        }
    }
}
