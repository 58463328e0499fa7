package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.TarScript;
import dev.sengi.internal.io.DurableFiles;
import dev.sengi.internal.io.LateFileOutput;
import dev.sengi.internal.io.WholeFile;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.script.ScriptWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A dump into a file by name, which appears when it is whole ({@link WholeFile}), or into a folder, whose table of
 * contents gets its name last.
 */
public final class DumpFile {
    private static final int BUFFER_SIZE = 64 * 1024;

    private DumpFile() {}

    /** Makes a dump into an output. */
    @FunctionalInterface
    public interface Dump {
        DumpReport into(DumpOutput output) throws IOException;
    }

    /**
     * Dumps into the file.
     *
     * @throws java.nio.file.FileSystemException where the file cannot be made
     */
    public static DumpReport write(Path file, DumpOptions options, ProgressListener listener, Dump dump)
            throws IOException {
        boolean sync = !options.has(DumpFlag.NO_SYNC);
        AtomicReference<DumpReport> report = new AtomicReference<>();
        if (options.format() == DumpFormat.DIRECTORY) {
            try (ArchiveWriter writer = Archive.create(file, ArchiveFormat.DIRECTORY, options.compression())) {
                report.set(dump.into(new ArchiveOutput(writer)));
            }
            if (sync) {
                DurableFiles.folder(file);
                DurableFiles.names(file.toRealPath().getParent());
            }
        } else {
            WholeFile.write(
                    file,
                    sync,
                    note -> listener.message(Severity.INFO, note),
                    opening -> report.set(writeTo(opening, options, listener, dump)));
        }
        return report.get();
    }

    private static DumpReport writeTo(
            WholeFile.Opening opening, DumpOptions options, ProgressListener listener, Dump dump) throws IOException {
        if (options.format() == DumpFormat.PLAIN) {
            try (OutputStream file = new BufferedOutputStream(new LateFileOutput(opening), BUFFER_SIZE);
                    OutputStream script = options.compression().compress(file)) {
                return dump.into(new ScriptOutput(script));
            }
        }
        try (ArchiveWriter writer = writer(opening.open(), options, listener)) {
            return dump.into(new ArchiveOutput(writer));
        }
    }

    private static ArchiveWriter writer(SeekableByteChannel channel, DumpOptions options, ProgressListener listener)
            throws IOException {
        return options.format() == DumpFormat.TAR
                ? Archive.tarWriter(channel, tarScript(options, listener))
                : Archive.writer(channel, options.compression());
    }

    /** Returns what writes the {@code restore.sql} of a dump. */
    public static TarScript tarScript(DumpOptions options, ProgressListener listener) {
        RestoreOptions restore = StoredEntries.restoreOptions(options);
        return (header, entries, out) -> {
            // The list that the output gave the writer.
            CompletedEntries completed = (CompletedEntries) entries;
            ScriptWriter.writeForTar(header, completed.outlines(), restore, completed::complete, out, listener);
        };
    }
}
