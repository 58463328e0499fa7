package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.RestoreOptions;
import java.util.Set;

/**
 * Selects the entries that {@link TocSelection} selects, one after another, so that nobody need keep them. Possible if no
 * option {@linkplain RestoreOptions#selectsByName() selects by name}. Used by one thread.
 */
public final class EntryFilter {
    private final SelectionRules rules;
    /** Without names, no decision depends on earlier ones. */
    private final ByDumpId<Set<RestorePart>> decided = new ByDumpId<>(0);

    public EntryFilter(RestoreOptions options) {
        if (options.selectsByName()) {
            throw new IllegalArgumentException("whether an entry is selected may depend on others");
        }
        rules = new SelectionRules(options);
    }

    /** @param entry the next one in the archive's order */
    public boolean selects(TocEntry entry) {
        return rules.exclusionOfNext(entry, decided) == null
                && !rules.partsOf(entry).isEmpty();
    }
}
