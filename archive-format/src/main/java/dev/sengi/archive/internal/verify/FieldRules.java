package dev.sengi.archive.internal.verify;

import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;

/** The fields that an entry must have according to its type, as filled in by pg_dump. */
final class FieldRules {
    /** In older versions, annotations could have sections of their own. */
    private static final int NO_SECTION_SINCE = 14;

    private FieldRules() {}

    /** Records violations of the rules. */
    static void check(TocEntry entry, ArchiveVersion version, ProblemLog log) {
        if (entry.type().isSetting()) {
            checkSetting(entry, log);
        }
        char relkind = entry.relkind();
        if (relkind != 0 && EntryTraits.of(entry).relkinds().indexOf(relkind) < 0) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " is marked as a relation of kind " + (int) relkind);
        }
        if (entry.copyStmt() != null && !entry.hadDumper()) {
            log.add(entry.dumpId(), -1, null, "the entry has a COPY command, but no data");
        }
        if (version.since(NO_SECTION_SINCE) && entry.type().isAnnotation() && entry.section() != Section.NONE) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " is in section " + entry.section());
        }
    }

    private static void checkSetting(TocEntry entry, ProblemLog log) {
        if (!entry.tag().equals(entry.type().desc())) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " has the tag \"" + entry.tag() + "\"");
        }
        if (entry.defn() == null || !entry.defn().matches(EntryTraits.of(entry).settingForm())) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " is defined as: " + entry.defn());
        }
    }
}
