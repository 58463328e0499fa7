package dev.sengi.dump;

import dev.sengi.ProgressListener;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.restore.EntryData;
import dev.sengi.restore.RestoreFlag;
import dev.sengi.restore.RestoreOptions;
import dev.sengi.restore.RestorePlan;
import dev.sengi.restore.TocSelection;
import dev.sengi.restore.script.ScriptWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes a dump as an SQL script: the restore of its entries, in words. */
public record ScriptOutput(OutputStream out) implements DumpOutput {

    @Override
    public long write(
            ArchiveHeader header,
            List<TocEntry> entries,
            EntryData data,
            DumpOptions options,
            ProgressListener listener)
            throws IOException {
        RestoreOptions restore = restoreOptions(options);
        TocSelection selection = TocSelection.of(entries, restore, listener);
        RestorePlan plan = RestorePlan.of(selection, restore);
        return ScriptWriter.write(header, plan, restore, data, out, listener);
    }

    private static RestoreOptions restoreOptions(DumpOptions options) {
        RestoreOptions all = RestoreOptions.of(flags(options), !options.dataOnly(), !options.schemaOnly());
        return new RestoreOptions(
                all.flags(),
                all.schema(),
                all.data(),
                all.statistics(),
                options.sections(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                options.superuser(),
                // The role is the dump's own: whoever runs the script is another.
                null,
                options.restrictKey());
    }

    private static Set<RestoreFlag> flags(DumpOptions options) {
        Set<RestoreFlag> flags = new HashSet<>(options.scriptFlags());
        if (options.has(DumpFlag.QUOTE_ALL_IDENTIFIERS)) {
            flags.add(RestoreFlag.QUOTE_ALL_IDENTIFIERS);
        }
        return flags;
    }
}
