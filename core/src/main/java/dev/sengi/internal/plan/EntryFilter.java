package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.RestoreOptions;
import java.util.List;
import java.util.Set;

/**
 * Selects the entries that {@link TocSelection} selects, one after another, so that nobody need keep them. Possible if no
 * option {@linkplain RestoreOptions#selectsByName() selects by name}. Used by one thread.
 */
public final class EntryFilter {
    private final SelectionRules rules;
    private final ByDumpId<Set<RestorePart>> unused = new ByDumpId<>(0);

    public EntryFilter(RestoreOptions options) {
        if (options.selectsByName()) {
            throw new IllegalArgumentException("whether an entry has a name may depend on others");
        }
        rules = new SelectionRules(List.of(), options, null);
    }

    /** @param entry the next one in the archive's order */
    public boolean selects(TocEntry entry) {
        return rules.exclusion(entry, unused) == null && !rules.partsOf(entry).isEmpty();
    }
}
