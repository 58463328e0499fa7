package dev.sengi.internal.plan;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Belonging;
import dev.sengi.archive.internal.traits.EntryTraits.Selector;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tables, views and sequences selected by patterns, and what belongs to them. Must be queried once for each entry, in
 * an order in which entries follow those that they depend on.
 */
final class TableChoice {
    private final TablePatterns patterns;
    private final Use use;
    private final ByDumpId<TocEntry> byDumpId;
    private final Set<Integer> chosen = new HashSet<>();

    /** What the tables are chosen for. */
    enum Use {
        /** To be restored without what merely belongs to them. */
        RESTORE_ALONE,
        /** To be restored with everything that belongs to them. */
        RESTORE,
        /** To be left out with everything that belongs to them or needs them. */
        LEAVE_OUT
    }

    TableChoice(TablePatterns patterns, Use use, ByDumpId<TocEntry> byDumpId) {
        this.patterns = patterns;
        this.use = use;
        this.byDumpId = byDumpId;
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean chooses(TocEntry entry) {
        if (isEmpty()) {
            return false;
        }
        boolean named = isNamed(entry);
        if (named || (use != Use.RESTORE_ALONE && belongs(entry))) {
            chosen.add(entry.dumpId());
            return true;
        }
        return false;
    }

    /** Returns whether the entry is a table, view or sequence that matches a pattern, or the data of one. */
    boolean isNamed(TocEntry entry) {
        return EntryTraits.of(entry).selector() == Selector.TABLE && patterns.matches(entry);
    }

    private boolean belongs(TocEntry entry) {
        Belonging belonging = EntryTraits.of(entry).belonging();
        if (belonging == Belonging.BY_ALL) {
            // What attaches one object to another is possible only with both of them.
            return entry.dependencies().stream().anyMatch(chosen::contains)
                    && (use == Use.LEAVE_OUT
                            || entry.dependencies().stream()
                                    .filter(byDumpId::contains)
                                    .allMatch(chosen::contains));
        }
        return belonging != Belonging.NONE
                && entry.dependencies().stream()
                        .anyMatch(parent -> chosen.contains(parent) && belongs(entry, belonging, byDumpId.get(parent)));
    }

    /**
     * An index of a partition also depends on the index of the partitioned table, but does not belong to that table.
     * Statistics belong to whatever they describe, such as an index.
     */
    private static boolean belongs(TocEntry entry, Belonging belonging, TocEntry parent) {
        return belonging == Belonging.BY_DEPENDENCY
                ? isRelation(parent) || EntryTraits.of(entry).selector() == Selector.DEPENDENCY
                : leads(parent, entry);
    }

    private static boolean isRelation(TocEntry entry) {
        return entry.type().hasTableName() && entry.type().sections().contains(Section.PRE_DATA);
    }

    private static boolean leads(TocEntry parent, TocEntry entry) {
        return entry.tag().equals(parent.tag()) || entry.tag().startsWith(parent.tag() + " ");
    }

    Optional<String> missing() {
        return patterns.missing();
    }
}
