package dev.sengi.dump;

import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.ProgressListener;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.TarScript;
import dev.sengi.restore.RestoreOptions;
import dev.sengi.restore.script.ScriptWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A dump into a file by name.
 *
 * <p>The dump is written under another name beside the file and takes the file's name when it is whole, so that one that
 * fails, or is killed, leaves nothing that could be taken for a dump, and leaves a former dump as it was. What is no
 * regular file, such as a named pipe or {@code /dev/null}, is written to directly. So is a
 * folder, whose table of contents gets its name last.
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
    public static DumpReport write(Path file, DumpOptions options, Dump dump) throws IOException {
        boolean folder = options.format() == DumpFormat.DIRECTORY;
        if (folder || (Files.exists(file) && !Files.isRegularFile(file))) {
            return writeTo(file, options, dump);
        }
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
        try {
            DumpReport report = writeTo(partial, options, dump);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return report;
        } finally {
            if (Files.exists(partial)) {
                Files.delete(partial);
            }
        }
    }

    private static DumpReport writeTo(Path path, DumpOptions options, Dump dump) throws IOException {
        if (options.format() == DumpFormat.PLAIN) {
            try (OutputStream file = new BufferedOutputStream(new LateFileOutput(path), BUFFER_SIZE);
                    OutputStream script = options.compression().compress(file)) {
                return dump.into(new ScriptOutput(script));
            }
        }
        try (ArchiveWriter writer = writer(path, options)) {
            return dump.into(new ArchiveOutput(writer));
        }
    }

    private static ArchiveWriter writer(Path path, DumpOptions options) throws IOException {
        return switch (options.format()) {
            case CUSTOM -> Archive.create(path, options.compression());
            case DIRECTORY -> Archive.create(path, ArchiveFormat.DIRECTORY, options.compression());
            case TAR -> Archive.createTar(path, tarScript(options));
            case PLAIN -> throw new IllegalArgumentException("a script is no archive");
        };
    }

    /** Returns what writes the {@code restore.sql} of a dump. */
    public static TarScript tarScript(DumpOptions options) {
        RestoreOptions restore = StoredEntries.restoreOptions(options);
        return (header, entries, out) ->
                ScriptWriter.writeForTar(header, entries, restore, out, ProgressListener.none());
    }
}
