package dev.sengi.internal.plan;

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
    private final PatternChoice patterns;
    private final boolean bare;
    private final ByDumpId<TocEntry> byDumpId;
    private final Set<Integer> chosen = new HashSet<>();

    /** @param bare whether to leave out what merely belongs to a table */
    TableChoice(PatternChoice patterns, boolean bare, ByDumpId<TocEntry> byDumpId) {
        this.patterns = patterns;
        this.bare = bare;
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
        if (named || (!bare && belongs(entry))) {
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
            return entry.dependencies().stream().anyMatch(chosen::contains)
                    && entry.dependencies().stream().filter(byDumpId::contains).allMatch(chosen::contains);
        }
        return belonging != Belonging.NONE
                && entry.dependencies().stream()
                        .anyMatch(parent -> chosen.contains(parent)
                                && (belonging == Belonging.BY_DEPENDENCY || leads(byDumpId.get(parent), entry)));
    }

    private static boolean leads(TocEntry parent, TocEntry entry) {
        return entry.tag().equals(parent.tag()) || entry.tag().startsWith(parent.tag() + " ");
    }

    Optional<String> missing() {
        return patterns.missing();
    }
}
