package dev.sengi.internal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * A temporary file next to its target, removed if it is closed or the JVM exits before it replaces the target. If the
 * JVM is killed, the file stays behind; the writer's lock shows other processes whether it is still in use.
 */
final class PartialFile implements AutoCloseable {
    static final String SUFFIX = ".partial";
    private static final String RANDOM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    /** Maximum bytes of the target's name, which leaves room for the rest within the 255 that file systems allow. */
    private static final int MAX_NAME = 200;

    /** Size of the largest file that is copied to preserve its attributes. */
    private static final long MAX_COPIED = 64 << 20;

    private static final int ATTEMPTS = 10;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    /** This JVM's own files: closing a second channel to one of them would release its lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private final boolean ownerOnly;
    private final Thread remover = new Thread(this::remove, "sengi-partial-file");

    private PartialFile(Path path, FileChannel channel, boolean ownerOnly) {
        this.path = path;
        this.channel = channel;
        this.ownerOnly = ownerOnly;
        try {
            Runtime.getRuntime().addShutdownHook(remover);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down.
            remove();
        }
    }

    /**
     * Creates the temporary file for a target, and removes those left by unfinished dumps to the same target.
     *
     * @param notes receives a message for each removed file
     * @return null if no file can be created in the folder
     * @throws IOException if the file cannot be created for another reason, such as a full disk
     */
    static PartialFile create(Path target, Consumer<String> notes) throws IOException {
        String prefix = prefix(target);
        removeLeft(target, prefix, notes);
        boolean keepsToItself = Files.exists(target) && isPosix(target);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = target.resolveSibling(prefix + randomName() + SUFFIX);
            OWN.add(path);
            try {
                FileChannel channel = keepsToItself && isCopy(target, path)
                        ? FileChannel.open(
                                path,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.READ)
                        : FileChannel.open(
                                path,
                                Set.of(
                                        StandardOpenOption.CREATE_NEW,
                                        StandardOpenOption.WRITE,
                                        StandardOpenOption.READ),
                                keepsToItself ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
                lock(channel);
                if (Files.exists(path)) {
                    return new PartialFile(path, channel, keepsToItself);
                }
                // Another process mistook it for a leftover before it was locked.
                channel.close();
            } catch (IOException e) {
                OWN.remove(path);
                if (isForbidden(e)) {
                    return null;
                }
                throw e;
            }
            OWN.remove(path);
        }
        return null;
    }

    /**
     * Creates the temporary file as a copy of its target, the only way to keep access control lists and extended
     * attributes from Java. Returns whether that has been done: it is not if the file is large, because copying it
     * would take long, or if its owner is another user, because others might then have access to the content.
     */
    private static boolean isCopy(Path target, Path path) throws IOException {
        try {
            if (Files.size(target) > MAX_COPIED) {
                return false;
            }
            Files.copy(target, path, StandardCopyOption.COPY_ATTRIBUTES);
            PosixFileAttributes wanted = Files.readAttributes(target, PosixFileAttributes.class);
            PosixFileAttributes own = Files.readAttributes(path, PosixFileAttributes.class);
            if (own.owner().equals(wanted.owner()) && own.group().equals(wanted.group())) {
                return true;
            }
        } catch (IOException e) {
            // For example, the file may not be readable.
        }
        Files.deleteIfExists(path);
        return false;
    }

    private static boolean isForbidden(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : null;
        return e instanceof AccessDeniedException
                || "Read-only file system".equals(reason)
                || "Operation not permitted".equals(reason);
    }

    /**
     * Keeps the file next to the target permanently, under a name that no later dump removes.
     *
     * @return its new path
     */
    Path keep(Path target) throws IOException {
        Path kept = target.resolveSibling(target.getFileName() + "." + randomName());
        return Files.move(path, kept);
    }

    /**
     * Keeps the file if the process exits: it is complete, whereas the file that it replaces may already be damaged.
     */
    void stay() {
        try {
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (IllegalStateException e) {
            // The JVM is shutting down and removes it; nothing has been replaced yet.
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /**
     * Gives this file the mode and owner of the existing one, or the mode of a new file if none exists. Returns whether
     * replacing the existing file loses nothing.
     */
    boolean takeIdentity(Path former) {
        if (!isPosix(former)) {
            return true;
        }
        if (!Files.exists(former)) {
            takeModeOfNewFile(former);
            return true;
        }
        try {
            if ((Integer) Files.getAttribute(former, "unix:nlink") > 1) {
                return false;
            }
            PosixFileAttributes wanted = Files.readAttributes(former, PosixFileAttributes.class);
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            PosixFileAttributes own = view.readAttributes();
            if (!own.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!own.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            if (!own.permissions().equals(wanted.permissions())) {
                view.setPermissions(wanted.permissions());
            }
            return true;
        } catch (NoSuchFileException e) {
            takeModeOfNewFile(former);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The mode of a new file can only be found by creating one. */
    private void takeModeOfNewFile(Path target) {
        if (!ownerOnly) {
            return;
        }
        Path example = target.resolveSibling(prefix(target) + randomName() + SUFFIX);
        try {
            Files.createFile(example);
            try {
                Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(example));
            } finally {
                Files.deleteIfExists(example);
            }
        } catch (IOException e) {
            // The file stays private to its owner.
        }
    }

    /** Removes the file unless it has been moved. */
    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (IllegalStateException e) {
            // The JVM is shutting down and removes it.
        }
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The next dump to the same target removes it.
        }
    }

    /** Returns false if the file system does not support locks, so that no file that may still be in use is removed. */
    private static boolean lock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void removeLeft(Path target, String prefix, Consumer<String> notes) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(target.getParent(), path -> isLeft(path, prefix))) {
            for (Path path : left) {
                if (!OWN.contains(path) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfUnused(path, notes);
                }
            }
        } catch (IOException e) {
            // The files stay.
        }
    }

    private static boolean isLeft(Path path, String prefix) {
        String name = path.getFileName().toString();
        int middle = name.length() - prefix.length() - SUFFIX.length();
        return middle > 0
                && name.startsWith(prefix)
                && name.endsWith(SUFFIX)
                && name.substring(prefix.length(), prefix.length() + middle).matches(RANDOM);
    }

    private static void removeIfUnused(Path path, Consumer<String> notes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (lock(channel) && Files.deleteIfExists(path)) {
                notes.accept("removed \"" + path + "\", which an unfinished dump had left behind");
            }
        }
    }

    /** Long names, and names that some locales cannot represent, are replaced by a hash. */
    private static String prefix(Path target) {
        String name = target.getFileName().toString();
        boolean plain = name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (plain) {
            return "." + name + ".";
        }
        byte[] bytes = target.toUri().getRawPath().getBytes(StandardCharsets.UTF_8);
        return String.format(Locale.ROOT, ".sengi.%s.", UUID.nameUUIDFromBytes(bytes));
    }

    /** Names must differ, not be secret, and loading a secure source of random numbers takes several milliseconds. */
    private static UUID randomName() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }
}
