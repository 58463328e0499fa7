package dev.sengi.archive.internal.creation;

import dev.sengi.archive.internal.io.FileOpening;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file of a new archive. Its bytes go to a hidden file beside it, which takes its place only when the archive is
 * complete: until then an older archive remains intact, and may even be the source of the new one. Pipes, devices, and
 * files in folders in which no other file can be created are written directly.
 */
final class NewFile implements CheckedWriter.Output {
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
            // Replaces the file that a symbolic link refers to, not the link.
            Path target = replaces ? path.toRealPath() : path;
            Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
            try {
                return beside(target, partial, replaces);
            } catch (FileSystemException e) {
                // The folder is missing, which the next attempt reports, or accepts no other file.
            }
        }
        return direct(what, path);
    }

    private static NewFile beside(Path target, Path partial, boolean replaces) throws IOException {
        NewFile file = new NewFile(
                target, partial, FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
        if (replaces) {
            try {
                file.keepPermissions(partial);
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }
        return file;
    }

    private static NewFile direct(String what, Path path) throws IOException {
        FileChannel channel = FileOpening.open(
                what, path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        return new NewFile(path, null, channel);
    }

    private void keepPermissions(Path created) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        PosixFileAttributeView its = Files.getFileAttributeView(created, PosixFileAttributeView.class);
        if (old != null && its != null) {
            its.setPermissions(old.readAttributes().permissions());
        }
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
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
        partial = null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (partial != null) {
            Files.deleteIfExists(partial);
        }
    }
}
