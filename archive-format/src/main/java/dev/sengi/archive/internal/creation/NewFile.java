package dev.sengi.archive.internal.creation;

import dev.sengi.archive.internal.io.FileOpening;
import dev.sengi.archive.internal.io.FileReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file of a new archive. Its bytes go to a hidden file beside it, which takes its place only when the archive is
 * complete: until then an older archive remains intact, and may even be the source of the new one. Pipes, devices, and
 * files in folders in which no other file can be created are written directly.
 */
final class NewFile implements CheckedWriter.Output {
    /** What the system says if it permits no other file in a folder, or no longer name. */
    private static final Set<String> REFUSALS =
            Set.of("Read-only file system", "Operation not permitted", "File name too long");

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path target;
    /** Null if the target is written directly, and once the file is in its place. */
    private @Nullable Path partial;

    private final FileChannel channel;

    private NewFile(Path target, @Nullable Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
    }

    /**
     * Creates the file.
     *
     * @param what names the file in messages
     * @throws IOException with pg_dump's message if it cannot be created
     */
    static NewFile create(String what, Path path) throws IOException {
        boolean replaces = Files.isRegularFile(path) && Files.isWritable(path);
        if (replaces || Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                // Replaces the file that a symbolic link refers to, not the link.
                return beside(replaces ? path.toRealPath() : path, replaces);
            } catch (FileSystemException e) {
                if (replaces && !isRefused(e)) {
                    throw new IOException("could not open " + what + ": " + FileReason.of(e), e);
                }
            }
        }
        return direct(what, path);
    }

    /** Returns whether the folder or the file's name does not permit a file beside it. */
    private static boolean isRefused(FileSystemException e) {
        return e instanceof AccessDeniedException || (e.getReason() != null && REFUSALS.contains(e.getReason()));
    }

    private static NewFile beside(Path target, boolean replaces) throws IOException {
        Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        if (!replaces || !Files.getFileStore(target).supportsFileAttributeView(PosixFileAttributeView.class)) {
            return new NewFile(target, partial, FileChannel.open(partial, options));
        }
        NewFile file = new NewFile(target, partial, FileChannel.open(partial, options, PRIVATE));
        try {
            Files.setPosixFilePermissions(partial, Files.getPosixFilePermissions(target));
            return file;
        } catch (IOException e) {
            file.close();
            throw new IOException("could not set the permissions of file \"" + partial + "\": " + e.getMessage(), e);
        }
    }

    private static NewFile direct(String what, Path path) throws IOException {
        FileChannel channel = FileOpening.open(
                what, path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        return new NewFile(path, null, channel);
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void complete() throws IOException {
        if (partial == null) {
            return;
        }
        channel.close();
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            overwrite(partial);
            Files.delete(partial);
        }
        partial = null;
    }

    /** Copies the bytes, because some files cannot be replaced, such as those that are mounted into a container. */
    private void overwrite(Path complete) throws IOException {
        try (FileChannel from = FileChannel.open(complete);
                FileChannel to = FileChannel.open(
                        target,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            long size = from.size();
            for (long copied = 0; copied < size; ) {
                copied += from.transferTo(copied, size - copied, to);
            }
        } catch (IOException e) {
            partial = null;
            throw new IOException(
                    "could not write to output file \"" + target + "\": " + e.getMessage()
                            + "; the complete archive is in \"" + complete + "\"",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (partial != null) {
            Files.deleteIfExists(partial);
        }
    }
}
