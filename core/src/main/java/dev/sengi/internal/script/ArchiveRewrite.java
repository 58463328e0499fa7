package dev.sengi.internal.script;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.CopyReport;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.creation.WriterOptions;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.TocSelection;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the selected part of an archive as another archive. Used by one thread. */
public final class ArchiveRewrite {
    private final Archive archive;
    private final Set<TocEntry> selected = new HashSet<>();

    /** @param selection of all entries of the archive */
    public ArchiveRewrite(Archive archive, TocSelection selection) {
        this.archive = archive;
        for (TocEntry entry : archive.entries()) {
            boolean always = entry.type().isSetting() || entry.type().isDatabase();
            if (always || selection.selects(entry)) {
                selected.add(entry);
            }
        }
    }

    /** Returns the entries whose data are copied. */
    public List<TocEntry> dataEntries() {
        return archive.entries().stream()
                .filter(entry -> entry.hadDumper() && selected.contains(entry))
                .toList();
    }

    /** Returns how the writer is created to which this is written. */
    public WriterOptions writing() {
        return WriterOptions.forAnyRows()
                .withScript((header, entries, out) -> ScriptWriter.writeForTar(
                        header, entries, RestoreOptions.everything(), out, ProgressListener.none()));
    }

    /** Writes the archive, and closes the writer. */
    public CopyReport to(ArchiveWriter writer, ArchiveCopy.DataListener meter) throws IOException {
        try (writer) {
            ArchiveCopy copy = ArchiveCopy.of(archive);
            return (isWhole() ? copy : copy.select(selected::contains))
                    .onData(meter)
                    .to(writer);
        }
    }

    private boolean isWhole() {
        return selected.size() == archive.entries().size();
    }
}
