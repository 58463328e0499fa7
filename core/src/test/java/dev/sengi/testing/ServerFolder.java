package dev.sengi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders of the servers' data: in memory if there is room, because tests mostly create and drop databases, and a
 * file system on disk takes several times as long to create their files.
 */
final class ServerFolder {
    private static final Path MEMORY = Path.of("/dev/shm");

    /** Six servers use at most half of it. */
    private static final long ROOM = 4L << 30;

    private static final AtomicInteger FOLDERS = new AtomicInteger();
    private static final Pattern NAME = Pattern.compile("sengi-(\\d+)-\\d+");

    private ServerFolder() {}

    /** Returns a folder in memory, or nothing if the server should use the disk. */
    static Optional<Path> inMemory(int major) {
        try {
            if (!Files.isWritable(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ROOM) {
                return Optional.empty();
            }
            removeAbandoned();
            String name = "sengi-" + ProcessHandle.current().pid() + "-" + major + "0" + FOLDERS.incrementAndGet();
            return Optional.of(Files.createDirectory(MEMORY.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A killed JVM leaves its servers running; they end when their data are removed.
    private static void removeAbandoned() throws IOException {
        try (Stream<Path> folders = Files.list(MEMORY)) {
            for (Path folder : folders.filter(ServerFolder::isAbandoned).toList()) {
                remove(folder);
            }
        }
    }

    private static boolean isAbandoned(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /** Removes a folder, or as much of it as possible. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // It belongs to another user, or another JVM is removing it.
        }
    }
}
