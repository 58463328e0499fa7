package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.Copies;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.TocSelection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Determines which of the assembled entries a dump contains: the settings, and those that a restore with the dump's own
 * options would select. Some options, such as sections, cannot be applied to objects.
 */
final class StoredEntries {
    private StoredEntries() {}

    /** Returns the entries that are stored in an archive. */
    static List<TocEntry> inArchive(List<TocEntry> entries, DumpOptions options) {
        TocSelection selection = TocSelection.of(entries, restoreOptions(options), ProgressListener.none());
        return entries.stream()
                .filter(entry -> entry.type().isSetting() || selection.selects(entry))
                .toList();
    }

    /** Returns restore options that select the same as the dump's options. */
    static RestoreOptions restoreOptions(DumpOptions options) {
        RestoreOptions.Builder restore = new RestoreOptions.Builder();
        restore.flags = flags(options);
        restore.scriptFlags = options.storesDatabase()
                ? Copies.with(options.scriptFlags(), ScriptFlag.CREATE)
                : options.scriptFlags();
        restore.schema = !options.dataOnly();
        restore.data = !options.schemaOnly();
        restore.largeObjectMetadata = options.has(DumpFlag.BINARY_UPGRADE);
        restore.statistics = options.statistics();
        restore.sections = options.sections();
        restore.superuser = options.superuser();
        // A dump's role is used for reading; the script does not assume it.
        restore.restrictKey = options.restrictKey();
        return restore.build();
    }

    private static Set<RestoreFlag> flags(DumpOptions options) {
        Set<RestoreFlag> flags = EnumSet.noneOf(RestoreFlag.class);
        if (options.has(DumpFlag.QUOTE_ALL_IDENTIFIERS)) {
            flags.add(RestoreFlag.QUOTE_ALL_IDENTIFIERS);
        }
        if (options.has(DumpFlag.SEQUENCE_DATA)) {
            flags.add(RestoreFlag.SEQUENCE_DATA);
        }
        return flags;
    }
}
