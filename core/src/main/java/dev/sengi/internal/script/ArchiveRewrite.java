package dev.sengi.internal.script;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TarScript;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.TocSelection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the selected part of an archive as another archive. Used by one thread. */
public final class ArchiveRewrite {
    private final Archive archive;
    private final Set<TocEntry> selected = new HashSet<>();

    /** @throws SengiException if a name that must be found selects nothing */
    public ArchiveRewrite(Archive archive, RestoreOptions options, ProgressListener listener) {
        this.archive = archive;
        List<TocEntry> entries = archive.entries();
        TocSelection selection = TocSelection.of(entries, options, listener).requireNamesFound();
        for (TocEntry entry : entries) {
            boolean always = entry.type().isSetting() || entry.type().isDatabase();
            if (always || selection.selects(entry)) {
                selected.add(entry);
            }
        }
    }

    /** Creates an archive in a file. */
    public ArchiveWriter create(SeekableByteChannel channel, ArchiveFormat format, Compression compression)
            throws IOException {
        return format == ArchiveFormat.TAR
                ? Archive.tarWriter(channel, script())
                : Archive.writer(channel, compression);
    }

    /** Creates an archive in a stream. */
    public ArchiveWriter create(OutputStream out, ArchiveFormat format, Compression compression) throws IOException {
        return switch (format) {
            case CUSTOM -> Archive.writer(out, compression);
            case TAR -> Archive.tarWriter(out, script());
            case DIRECTORY -> throw new SengiException("no output directory specified");
        };
    }

    /** Writes the archive, and closes the writer. */
    public void to(ArchiveWriter writer) throws IOException {
        try (writer) {
            ArchiveCopy copy = ArchiveCopy.of(archive);
            (isWhole() ? copy : copy.select(selected::contains)).to(writer);
        }
    }

    private boolean isWhole() {
        return selected.size() == archive.entries().size();
    }

    /** Returns the writer of a tar's script, or null if the script is copied with the rest. */
    private TarScript script() {
        if (isWhole() && archive.header().format() == ArchiveFormat.TAR && archive.seekable()) {
            return null;
        }
        return (header, entries, out) ->
                ScriptWriter.writeForTar(header, entries, RestoreOptions.everything(), out, ProgressListener.none());
    }
}
