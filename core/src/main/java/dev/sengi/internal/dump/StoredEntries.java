package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.TocSelection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the assembled entries a dump holds: those that a restore with the dump's own options would choose, and the
 * settings. Objects know nothing of sections, for one.
 */
final class StoredEntries {
    private StoredEntries() {}

    /** Returns those of the entries that are stored in an archive. */
    static List<TocEntry> inArchive(List<TocEntry> entries, DumpOptions options) {
        TocSelection selection = TocSelection.of(entries, restoreOptions(options), ProgressListener.none());
        return entries.stream()
                .filter(entry -> entry.type().isSetting() || selection.selects(entry))
                .toList();
    }

    /** Returns the options of a restore that choose what the dump's choose. */
    static RestoreOptions restoreOptions(DumpOptions options) {
        RestoreOptions all = RestoreOptions.of(flags(options), !options.dataOnly(), !options.schemaOnly());
        return new RestoreOptions(
                all.flags(),
                all.schema(),
                all.data(),
                options.statistics(),
                options.sections(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                options.superuser(),
                // A dump's role is the one that reads; its script does not assume it.
                null,
                options.restrictKey(),
                0);
    }

    private static Set<RestoreFlag> flags(DumpOptions options) {
        Set<RestoreFlag> flags = new HashSet<>(options.scriptFlags());
        if (options.has(DumpFlag.QUOTE_ALL_IDENTIFIERS)) {
            flags.add(RestoreFlag.QUOTE_ALL_IDENTIFIERS);
        }
        if (options.has(DumpFlag.SEQUENCE_DATA)) {
            flags.add(RestoreFlag.SEQUENCE_DATA);
        }
        if (options.storesDatabase()) {
            flags.add(RestoreFlag.CREATE);
        }
        return flags;
    }
}
