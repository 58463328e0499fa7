package dev.sengi.internal.io;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The checksums of a dump, in a file beside it for {@code sha256sum -c}: a line for the dump's file, or for each file
 * in its folder.
 *
 * <p>Even if the process or the machine stops unexpectedly, the checksum file either matches the dump beside it or does
 * not exist. To ensure this, the old one is removed before the old dump is replaced, and the new one appears after the
 * new dump.
 */
public final class ChecksumFile implements WholeFile.Companion, AutoCloseable {
    /** Appended to the name of the dump. */
    public static final String SUFFIX = ".sha256";

    private final Path dump;
    private final Path path;
    private final boolean sync;
    private final PartialFile partial;

    private ChecksumFile(Path dump, Path path, boolean sync, PartialFile partial) {
        this.dump = dump;
        this.path = path;
        this.sync = sync;
        this.partial = partial;
    }

    /** Returns the name that the checksum file of a dump has. */
    public static Path of(Path dump) throws IOException {
        Path named = named(dump);
        return named.getFileSystem().equals(FileSystems.getDefault())
                ? named.resolveSibling(NativeText.path(NativeText.name(named) + SUFFIX))
                : named.resolveSibling(named.getFileName() + SUFFIX);
    }

    /** Returns the absolute path of a dump, ending with its name even if that was given as {@code .}. */
    private static Path named(Path dump) throws IOException {
        Path absolute = dump.toAbsolutePath();
        Path name = absolute.getFileName();
        boolean relative =
                name != null && (name.toString().equals(".") || name.toString().equals(".."));
        return relative && Files.exists(absolute) ? absolute.toRealPath() : absolute;
    }

    /**
     * Checks that the checksum file can be created, before the dump begins.
     *
     * @param sync whether to wait until it is on the disk
     * @param notes receives messages about the leftovers of killed dumps
     */
    static ChecksumFile create(Path dump, boolean sync, Consumer<String> notes) throws IOException {
        Path path = of(dump);
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IOException("could not create checksum file \"" + path + "\": not supported by this file system");
        }
        String reason = "Permission denied";
        try {
            PartialFile partial = Files.isDirectory(path) ? null : PartialFile.create(path, notes);
            if (partial != null) {
                return new ChecksumFile(named(dump), path, sync, partial);
            }
            reason = Files.isDirectory(path) ? "Is a directory" : reason;
        } catch (NoSuchFileException e) {
            reason = "No such file or directory";
        } catch (FileSystemException e) {
            reason = e.getReason();
        }
        throw new IOException("could not create checksum file \"" + path + "\": " + reason);
    }

    /**
     * Dumps to a file, with a checksum file beside it.
     *
     * @throws IOException before the dump begins if the file is not a regular one, or no checksum file can be created
     */
    public static void write(
            Path file, boolean sync, Consumer<String> notes, WholeFile.Writing writing, OutputMeasure measure)
            throws IOException {
        if (!WholeFile.isRegular(file) || WholeFile.isOpenFile(file)) {
            throw new IOException("could not create checksum file: \"" + file + "\" is not a regular file");
        }
        try (ChecksumFile checksum = create(file, sync, notes)) {
            WholeFile.Reading reading = content -> {
                measure.file(content);
                checksum.prepare(List.of(measure.line(NativeText.name(checksum.dump))));
            };
            WholeFile.write(file, sync, notes, writing, reading, checksum);
        }
    }

    /** Writes to a folder, with a checksum file beside it. */
    public static void writeFolder(
            Path folder, boolean sync, Consumer<String> notes, FolderWriting writing, OutputMeasure measure)
            throws IOException {
        try (ChecksumFile checksum = create(folder, sync, notes)) {
            writing.with(new FolderSteps() {
                @Override
                public void begun() throws IOException {
                    // The dump to which it belonged is gone.
                    checksum.withdraw();
                }

                @Override
                public void written() throws IOException {
                    checksum.prepare(linesOf(checksum.dump, measure));
                }
            });
            checksum.appear();
        }
    }

    /** Writes the files of a folder. */
    @FunctionalInterface
    public interface FolderWriting {
        void with(FolderSteps steps) throws IOException;
    }

    /** Receives the events that a folder's checksum file depends on. */
    public interface FolderSteps {
        /** No checksum file was requested. */
        FolderSteps IGNORED = new FolderSteps() {};

        /** The folder is new or empty, and about to be filled. */
        default void begun() throws IOException {}

        /**
         * All files are complete, though some may still lack their names.
         *
         * @throws IOException if they cannot be read
         */
        default void written() throws IOException {}
    }

    private static List<ChecksumLine> linesOf(Path folder, OutputMeasure measure) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> content = Files.list(folder)) {
            content.forEach(file -> files.put(finalName(file), file));
        }
        List<ChecksumLine> lines = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            lines.add(measure.another().lineOf(file.getValue(), NativeText.name(folder) + "/" + file.getKey()));
        }
        return lines;
    }

    /** Returns the name that a file gets when its folder is complete: {@code .toc.dat.partial} becomes {@code toc.dat}. */
    private static String finalName(Path file) {
        String name = NativeText.name(file);
        boolean isPartial = name.startsWith(".") && name.endsWith(PartialFile.SUFFIX);
        return isPartial ? name.substring(1, name.length() - PartialFile.SUFFIX.length()) : name;
    }

    private void prepare(List<ChecksumLine> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        ByteBuffer bytes = ByteBuffer.wrap(NativeText.encode(text.toString()));
        while (bytes.hasRemaining()) {
            partial.channel().write(bytes);
        }
        if (sync) {
            partial.channel().force(true);
        }
        // The result does not matter, because the previous file is removed in any case.
        partial.takeIdentity(path);
    }

    @Override
    public void withdraw() throws IOException {
        if (Files.deleteIfExists(path) && sync) {
            DurableFiles.names(path.getParent());
        }
    }

    @Override
    public void appear() throws IOException {
        Files.move(partial.path(), path, StandardCopyOption.ATOMIC_MOVE);
        if (sync) {
            DurableFiles.names(path.getParent());
        }
    }

    /** Removes the temporary file unless it has become the checksum file. */
    @Override
    public void close() throws IOException {
        partial.close();
    }
}
