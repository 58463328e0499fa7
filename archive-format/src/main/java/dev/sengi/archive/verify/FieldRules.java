package dev.sengi.archive.verify;

import dev.sengi.archive.TocEntry;
import java.util.Map;
import java.util.Set;

/** Which fields an entry has, by its type, as pg_dump fills them. */
final class FieldRules {
    /** Types that are named by their tag too. */
    private static final Set<String> SPECIAL = Set.of("ENCODING", "STDSTRINGS", "SEARCHPATH");
    /** Kinds of relation that an entry of a type may have; none but these types has any. */
    private static final Map<String, String> RELKINDS =
            Map.of("TABLE", "rp", "VIEW", "v", "MATERIALIZED VIEW", "m", "FOREIGN TABLE", "f");

    private FieldRules() {}

    /** Notes what breaks the rules. */
    static void check(TocEntry entry, ProblemLog log) {
        if (SPECIAL.contains(entry.desc()) && !entry.tag().equals(entry.desc())) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " has the tag \"" + entry.tag() + "\"");
        }
        char relkind = entry.relkind();
        if (relkind != 0 && RELKINDS.getOrDefault(entry.desc(), "").indexOf(relkind) < 0) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " is said to be a relation of kind " + (int) relkind);
        }
        if (entry.copyStmt() != null && !entry.hadDumper()) {
            log.add(entry.dumpId(), -1, null, "the entry has a COPY command, but no data");
        }
    }
}
