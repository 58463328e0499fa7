package dev.sengi.archive.internal.verify;

import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What pg_dump's tables of contents have in common: dump IDs are unique, no entry depends on itself, and each type
 * of entry has a fixed section and either always or never has data.
 *
 * <p>A dependency may name an entry that the archive does not contain: objects that were not dumped have dump IDs, too.
 */
public final class TocRules {
    private TocRules() {}

    /** Records violations of the rules; sections and types are checked only if the archive stores sections. */
    public static void check(List<TocEntry> entries, ArchiveVersion version, ProblemLog log) {
        Set<Integer> seen = new HashSet<>();
        for (TocEntry entry : entries) {
            int dumpId = entry.dumpId();
            if (!seen.add(dumpId)) {
                log.add(dumpId, -1, null, "the table of contents has this dump ID more than once");
            }
            if (entry.dependencies().contains(dumpId)) {
                log.add(dumpId, -1, null, "the entry depends on itself");
            }
            FieldRules.check(entry, version, log);
            if (version.storesSections()) {
                checkSection(entry, log);
            }
            boolean withData = entry.type().data() != DataKind.NOTHING;
            if (entry.type() != EntryType.UNKNOWN && entry.hadDumper() != withData) {
                log.add(
                        dumpId,
                        -1,
                        null,
                        entry.desc()
                                + (entry.hadDumper() ? " is marked as having data" : " is marked as having no data"));
            }
        }
    }

    private static void checkSection(TocEntry entry, ProblemLog log) {
        if (entry.type() == EntryType.UNKNOWN) {
            log.add(entry.dumpId(), -1, null, "unrecognized entry type \"" + entry.desc() + "\"");
        } else if (!entry.type().sections().contains(entry.section())) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " is in section " + entry.section());
        }
    }
}
