package dev.sengi.internal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file that appears only when it is complete. It is first written to a {@link PartialFile} next to it, so a failure
 * leaves nothing that could be mistaken for the file, and does not change an existing file. The replacement of a file
 * keeps its mode, owner and hard links and, up to 64 MiB, its access control list and extended attributes; symbolic
 * links are followed.
 *
 * <p>A file that cannot be replaced is written in place. This applies to files that are not regular, such as a named
 * pipe or {@code /dev/null}, to open files named by {@code /dev/fd}, and to files in a folder where no file can be
 * created.
 */
public final class WholeFile implements AutoCloseable {
    private static final Path PROCESSES = Path.of("/proc");
    private static final int MAX_LINKS = 40;

    private final Path file;
    private final boolean sync;
    private final Consumer<String> notes;
    private final Companion companion;
    /** A file that is read while this one is written, or null. */
    private final Path source;

    private Path target;
    private PartialFile partial;
    private FileChannel channel;

    private WholeFile(Path file, boolean sync, Consumer<String> notes, Companion companion, Path source) {
        this.source = source;
        this.file = file;
        this.sync = sync;
        this.notes = notes;
        this.companion = companion;
    }

    /** Writes the file. */
    @FunctionalInterface
    public interface Writing {
        /**
         * @param file must be opened exactly once, no later than the first byte; closing the returned channel does
         *     nothing
         */
        void to(Opening file) throws IOException;
    }

    /** Reads the file. */
    @FunctionalInterface
    public interface Reading {
        void of(SeekableByteChannel content) throws IOException;
    }

    /** Another file that must always match this one. */
    interface Companion {
        /** Removes the companion of the previous file, which is about to be overwritten. */
        void withdraw() throws IOException;

        /** Called once the file is complete and has its final name. */
        void appear() throws IOException;
    }

    /** Opens the file, which is then empty. */
    @FunctionalInterface
    public interface Opening {
        /** @throws FileSystemException if the file cannot be written */
        SeekableByteChannel open() throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param sync whether to wait until it is on the disk
     * @param notes receives messages about the leftovers of killed dumps
     * @throws FileSystemException if the file cannot be written
     */
    public static void write(Path file, boolean sync, Consumer<String> notes, Writing writing) throws IOException {
        write(file, sync, notes, writing, content -> {});
    }

    /**
     * Writes a file, and reads it before it appears.
     *
     * @param reading receives the content of a regular file, which permissions may make unreadable
     */
    public static void write(Path file, boolean sync, Consumer<String> notes, Writing writing, Reading reading)
            throws IOException {
        write(file, sync, notes, writing, reading, null);
    }

    /**
     * Writes a file without waiting for the disk.
     *
     * @param source a file that is read while this one is written, or null; if it is the same, it is replaced in the end or not at all
     * @throws FileSystemException if the file cannot be written
     */
    public static void writeFrom(Path source, Path file, Consumer<String> notes, Writing writing) throws IOException {
        write(file, false, notes, writing, content -> {}, null, source);
    }

    /** @param companion null for none */
    static void write(
            Path file, boolean sync, Consumer<String> notes, Writing writing, Reading reading, Companion companion)
            throws IOException {
        write(file, sync, notes, writing, reading, companion, null);
    }

    private static void write(
            Path file,
            boolean sync,
            Consumer<String> notes,
            Writing writing,
            Reading reading,
            Companion companion,
            Path source)
            throws IOException {
        if (!file.getFileSystem().equals(FileSystems.getDefault())) {
            copied(file, notes, writing, reading);
            return;
        }
        try (WholeFile whole = new WholeFile(file, sync, notes, companion, source)) {
            writing.to(whole::open);
            whole.read(reading);
            whole.force();
            whole.withdrawCompanion();
            whole.complete();
            if (companion != null) {
                companion.appear();
            }
        }
    }

    /**
     * Writes a file of another file system, for example one inside a zip file, through a temporary file. Other file
     * systems need not support locks or renaming, and in some, a file exists only once it is closed.
     */
    private static void copied(Path file, Consumer<String> notes, Writing writing, Reading reading) throws IOException {
        if (file.getFileSystem().isReadOnly() || (Files.exists(file) && !Files.isWritable(file))) {
            throw new FileSystemException(file.toString(), null, "Read-only file system or file");
        } else if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        requireCreatable(file);
        Path temporary = Files.createTempFile("sengi-", ".partial");
        Thread remover = new Thread(() -> removeQuietly(temporary), "sengi-temporary-file");
        try {
            Runtime.getRuntime().addShutdownHook(remover);
            write(temporary, false, notes, writing, reading, null);
            // From here on, the file that is being replaced may be damaged.
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (IOException | RuntimeException | Error e) {
            removeQuietly(temporary);
            unhook(remover);
            throw e;
        }
        copy(temporary, file);
        Files.deleteIfExists(temporary);
    }

    /** Reports, for example, a missing folder before the first byte. In some file systems, folders need not exist. */
    private static void requireCreatable(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
            Files.delete(file);
        }
    }

    private static void removeQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // Its name shows that it is incomplete.
        }
    }

    private static void unhook(Thread remover) {
        try {
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (IllegalStateException e) {
            // The JVM is shutting down.
        }
    }

    private static void copy(Path temporary, Path file) throws IOException {
        try {
            Files.copy(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            try {
                // An incomplete dump must not be mistaken for the dump.
                Files.deleteIfExists(file);
            } catch (IOException | RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw new IOException(
                    "could not write to output file \"" + file + "\": " + e.getMessage()
                            + "; the complete dump is in \"" + temporary + "\"",
                    e);
        }
    }

    private void withdrawCompanion() throws IOException {
        if (companion != null) {
            companion.withdraw();
        }
    }

    private void read(Reading reading) throws IOException {
        if (partial != null) {
            // Uses the same channel, because closing another one would release the lock.
            reading.of(new UnclosedChannel(partial.channel().position(0)));
        } else if (channel != null && isRegular(file)) {
            // The channel that wrote the file cannot read it.
            try (SeekableByteChannel content =
                    Files.isReadable(file) ? Files.newByteChannel(file) : new UnclosedChannel(channel)) {
                reading.of(content);
            }
        }
    }

    /** Returns whether the file is, or will be, a regular one. */
    public static boolean isRegular(Path file) {
        return Files.isRegularFile(file) || !Files.exists(file);
    }

    /** Returns whether the name is that of a file that a process has open, such as {@code /dev/stdout}. */
    public static boolean isOpenFile(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(path); links++) {
            if (path.getParent().toRealPath().startsWith(PROCESSES)) {
                return true;
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        return false;
    }

    private SeekableByteChannel open() throws IOException {
        target = target();
        if (target != null) {
            if (Files.exists(target)) {
                // Reports an unwritable file before the first byte.
                FileChannel.open(target, StandardOpenOption.WRITE).close();
            }
            partial = PartialFile.create(target, notes);
        }
        if (partial != null) {
            return new UnclosedChannel(partial.channel());
        }
        if (source != null && Files.exists(file) && Files.isSameFile(file, source)) {
            throw new FileSystemException(
                    file.toString(), null, "It is also the input file, and its folder does not allow replacing it");
        }
        withdrawCompanion();
        channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        return new UnclosedChannel(channel);
    }

    /**
     * Follows symbolic links, even to a target that does not exist yet. Returns null if the file must be written in
     * place.
     */
    private Path target() throws IOException {
        Path path = file.toAbsolutePath();
        for (int links = 0; links < MAX_LINKS; links++) {
            Path folder = path.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                return null;
            }
            if (!Files.isSymbolicLink(path)) {
                boolean replaceable = Files.isRegularFile(path) || !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
                return replaceable ? path : null;
            }
            if (folder.toRealPath().startsWith(PROCESSES)) {
                return null;
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        return null;
    }

    private void force() throws IOException {
        if (sync && partial != null) {
            partial.channel().force(true);
        } else if (sync && channel != null && Files.isRegularFile(file)) {
            channel.force(true);
        }
    }

    private void complete() throws IOException {
        if (partial == null) {
            return;
        }
        if (partial.takeIdentity(target)) {
            try {
                Files.move(partial.path(), target, StandardCopyOption.ATOMIC_MOVE);
                if (sync) {
                    DurableFiles.names(target.getParent());
                }
                return;
            } catch (FileSystemException e) {
                if (!Files.exists(target)) {
                    throw e;
                }
                // The target is a mount point, for example.
            }
        }
        partial.stay();
        try {
            copy();
        } catch (IOException e) {
            // The previous dump is already gone.
            throw new IOException(
                    "could not write to output file \"" + file + "\": " + e.getMessage()
                            + "; the complete dump is in \"" + partial.keep(target) + "\"",
                    e);
        }
    }

    /** Overwrites a file that cannot be replaced. */
    private void copy() throws IOException {
        try (FileChannel from = FileChannel.open(partial.path(), StandardOpenOption.READ);
                FileChannel to =
                        FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long size = from.size();
            long done = 0;
            while (done < size) {
                done += from.transferTo(done, size - done, to);
            }
            if (sync) {
                to.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (partial != null) {
            partial.close();
        }
        if (channel != null) {
            channel.close();
        }
    }
}
