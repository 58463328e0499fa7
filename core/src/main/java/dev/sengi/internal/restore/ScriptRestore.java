package dev.sengi.internal.restore;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.data.ArchiveEntryData;
import dev.sengi.internal.data.ArchiveMeter;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.data.MeteredEntryData;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.script.ScriptWriter;
import dev.sengi.internal.session.ReadableMessages;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a plan for an archive as a script. */
public final class ScriptRestore {
    private final RestoreOptions options;
    private final OutputStream out;
    private final boolean measures;

    /** @param measures whether to report the progress of the data, which takes time */
    public ScriptRestore(RestoreOptions options, OutputStream out, boolean measures) {
        this.options = options;
        this.out = out;
        this.measures = measures;
    }

    /** Writes the script, flushes the stream, and returns how many bytes of data it contains. */
    public long write(Archive archive, RestorePlan plan, ProgressListener listener) throws IOException {
        ProgressListener readable =
                ReadableMessages.of(listener, plan.settings().encoding());
        DataTraits traits = DataTraits.of(archive);
        ArchiveEntryData data = new ArchiveEntryData(archive, 1);
        if (!measures) {
            return ScriptWriter.write(archive.header(), plan, options, data, traits, out, readable);
        }
        // A script's definitions are not reported one by one.
        List<TocEntry> entries = plan.dataEntries();
        ProgressListener meter = ArchiveMeter.of(readable, archive, entries.size(), entries);
        EntryData metered = new MeteredEntryData(data, archive, meter);
        return ScriptWriter.write(archive.header(), plan, options, metered, traits, out, meter);
    }
}
