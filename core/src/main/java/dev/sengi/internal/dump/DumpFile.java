package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.internal.creation.ArchiveCreation;
import dev.sengi.archive.internal.creation.WriterOptions;
import dev.sengi.archive.internal.writer.EngineWriter;
import dev.sengi.internal.io.ChecksumFile;
import dev.sengi.internal.io.DurableFiles;
import dev.sengi.internal.io.LateFileOutput;
import dev.sengi.internal.io.OutputMeasure;
import dev.sengi.internal.io.WholeFile;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.script.ScriptWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A dump to a named file, which appears only when it is complete ({@link WholeFile}), or to a folder, whose table of
 * contents gets its final name last.
 */
public final class DumpFile {
    private static final int BUFFER_SIZE = 64 * 1024;
    /** Each worker of zstd needs a few mebibytes of memory. */
    private static final int MOST_WORKERS = 4;

    private DumpFile() {}

    /** Dumps to an output. */
    @FunctionalInterface
    public interface Dump {
        DumpOutcome into(DumpOutput output) throws IOException;
    }

    /**
     * Dumps to the file.
     *
     * @param measure receives the size and checksum of what was written
     * @param pipes is given the stream of a file that is not regular, such as a named pipe, and returns the one to write
     * @throws java.nio.file.FileSystemException if the file cannot be created
     */
    public static DumpOutcome write(
            Path file,
            DumpOptions options,
            ProgressListener listener,
            OutputMeasure measure,
            UnaryOperator<OutputStream> pipes,
            Dump dump)
            throws IOException {
        boolean sync = !options.has(DumpFlag.NO_SYNC);
        boolean checksum = options.has(DumpFlag.CHECKSUM_FILE);
        Consumer<String> notes = note -> listener.message(Severity.INFO, note);
        AtomicReference<DumpOutcome> outcome = new AtomicReference<>();
        if (options.format() == DumpFormat.DIRECTORY) {
            ChecksumFile.FolderWriting writing = steps -> {
                outcome.set(toFolder(file, options, sync, dump, steps));
                measure.folder(file);
            };
            if (checksum) {
                ChecksumFile.writeFolder(file, sync, notes, writing, measure);
            } else {
                writing.with(ChecksumFile.FolderSteps.IGNORED);
            }
            return outcome.get();
        }
        boolean regular = WholeFile.isRegular(file);
        WholeFile.Writing writing = opening -> outcome.set(
                regular
                        ? toFile(file, opening, options, listener, dump)
                        : toStream(measure.measuring(pipes.apply(stream(opening, options))), options, listener, dump));
        if (checksum) {
            ChecksumFile.write(file, sync, notes, writing, measure);
        } else {
            WholeFile.write(file, sync, notes, writing, regular ? measure::file : content -> {});
        }
        return outcome.get();
    }

    private static DumpOutcome toFolder(
            Path folder, DumpOptions options, boolean sync, Dump dump, ChecksumFile.FolderSteps steps)
            throws IOException {
        DumpOutcome outcome;
        try (EngineWriter writer = ArchiveCreation.create(
                folder, ArchiveFormat.DIRECTORY, compression(options), WriterOptions.forServersRows())) {
            steps.begun();
            outcome = dump.into(new ArchiveOutput(writer, false, false));
            if (sync) {
                DurableFiles.folder(folder);
            }
            steps.written();
            // Up to this point, a failure or cancellation removes everything.
            writer.finish();
        }
        if (sync) {
            DurableFiles.names(folder);
            DurableFiles.names(folder.toRealPath().getParent());
        }
        return outcome;
    }

    /** Writes the scripts of several dumps to one stream. */
    @FunctionalInterface
    public interface Script {
        DumpOutcome into(OutputStream out) throws IOException;
    }

    /**
     * Writes a script of several dumps to the file, which is created when there is something to write.
     *
     * @param pipes as for {@link #write}
     */
    public static DumpOutcome writeScript(
            Path file,
            DumpOptions options,
            ProgressListener listener,
            OutputMeasure measure,
            UnaryOperator<OutputStream> pipes,
            Script script)
            throws IOException {
        boolean regular = WholeFile.isRegular(file);
        AtomicReference<DumpOutcome> outcome = new AtomicReference<>();
        WholeFile.write(
                file,
                !options.has(DumpFlag.NO_SYNC),
                note -> listener.message(Severity.INFO, note),
                opening -> {
                    OutputStream late = new LateFileOutput(opening);
                    try (OutputStream out = new BufferedOutputStream(
                            regular ? late : measure.measuring(pipes.apply(late)), BUFFER_SIZE)) {
                        outcome.set(writeScript(out, options, script));
                    }
                },
                regular ? measure::file : content -> {});
        return outcome.get();
    }

    /** Writes a script of several dumps to a stream, which is flushed but not closed. */
    public static DumpOutcome writeScript(OutputStream out, DumpOptions options, Script script) throws IOException {
        SuccessOutput sink = new SuccessOutput(out);
        try (OutputStream compressed = compression(options).compress(sink)) {
            return sink.whileWriting(() -> script.into(compressed));
        }
    }

    private static DumpOutcome toFile(
            Path file, WholeFile.Opening opening, DumpOptions options, ProgressListener listener, Dump dump)
            throws IOException {
        if (options.format() == DumpFormat.PLAIN) {
            return toStream(stream(opening, options), options, listener, dump);
        }
        try (SeekableByteChannel channel = opening.open();
                EngineWriter writer = ArchiveCreation.create(
                        channel,
                        format(options),
                        compression(options),
                        writing(options, listener).withSpoolFolder(spoolFolder(file)))) {
            return toArchive(writer, options, false, dump);
        }
    }

    /** Returns the file's folder, or null if it cannot contain a temporary file. */
    private static Path spoolFolder(Path file) throws IOException {
        // The folder of an open file, such as /dev/fd/3, is not where it is stored.
        boolean stored = file.getFileSystem().equals(FileSystems.getDefault()) && !WholeFile.isOpenFile(file);
        return stored ? file.toAbsolutePath().getParent() : null;
    }

    /** An archive's file is opened before the server is queried, a script's file when there is something to write. */
    private static OutputStream stream(WholeFile.Opening opening, DumpOptions options) throws IOException {
        return options.format() == DumpFormat.PLAIN
                ? new LateFileOutput(opening)
                : Channels.newOutputStream(opening.open());
    }

    private static DumpOutcome toStream(OutputStream out, DumpOptions options, ProgressListener listener, Dump dump)
            throws IOException {
        try (OutputStream buffered = new BufferedOutputStream(out, BUFFER_SIZE)) {
            return write(buffered, options, listener, dump);
        }
    }

    /** Dumps to a stream, which is flushed but not closed, in any format except directory. */
    public static DumpOutcome write(OutputStream out, DumpOptions options, ProgressListener listener, Dump dump)
            throws IOException {
        if (options.format() == DumpFormat.PLAIN) {
            return writeScript(out, options, script -> dump.into(new ScriptOutput(script)));
        }
        try (EngineWriter writer =
                ArchiveCreation.create(out, format(options), compression(options), writing(options, listener))) {
            return toArchive(writer, options, true, dump);
        }
    }

    /** Adds zstd worker threads for a single session; several sessions keep the processors busy anyway. */
    private static Compression compression(DumpOptions options) {
        Compression chosen = options.compression();
        int workers = Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors());
        boolean alone = options.jobs() == 1 && workers > 1;
        return alone && chosen.equals(Compression.zstd()) ? chosen.withWorkers(workers) : chosen;
    }

    private static ArchiveFormat format(DumpOptions options) {
        return options.format() == DumpFormat.TAR ? ArchiveFormat.TAR : ArchiveFormat.CUSTOM;
    }

    private static WriterOptions writing(DumpOptions options, ProgressListener listener) {
        RestoreOptions restore = StoredEntries.restoreOptions(options);
        return WriterOptions.forServersRows()
                .withScript(
                        (header, entries, out) -> ScriptWriter.writeForTar(header, entries, restore, out, listener));
    }

    private static DumpOutcome toArchive(EngineWriter writer, DumpOptions options, boolean apart, Dump dump)
            throws IOException {
        // A tar's script needs the session, which ends with the dump.
        boolean withinDump = options.format() == DumpFormat.TAR;
        DumpOutcome outcome = dump.into(new ArchiveOutput(writer, withinDump, apart));
        if (!withinDump) {
            writer.finish();
        }
        return outcome;
    }
}
