package dev.sengi.internal.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Forces files to disk, so that they survive a crash of the machine. */
public final class DurableFiles {
    /** The system's English messages for EINVAL and EBADF. */
    private static final Set<String> UNSUPPORTED = Set.of("Invalid argument", "Bad file descriptor");

    private DurableFiles() {}

    /** Forces a regular file to disk; other kinds of file have no content to force. */
    private static void file(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /**
     * Forces the names in a folder to disk, on systems that treat folders as files. An interrupt does not stop this:
     * files that have their final names are complete.
     */
    public static void names(Path folder) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            boolean done = false;
            while (!done) {
                try {
                    forceNames(folder);
                    done = true;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void forceNames(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            // Other systems cannot open folders, and do not need to.
            return;
        }
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            // Some network and shared file systems open folders but cannot force them; PostgreSQL ignores that, too.
            String reason = String.valueOf(e.getMessage());
            if (!UNSUPPORTED.contains(reason) && !reason.equals(invalidArgument())) {
                throw e;
            }
        }
    }

    /** Returns the system's message for EINVAL in its language, obtained by forcing a device without content. */
    private static String invalidArgument() {
        try (FileChannel device = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
            device.force(true);
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Forces all files of a folder and their names to disk. */
    public static void folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> content = Files.list(folder)) {
            files = content.toList();
        }
        for (Path file : files) {
            file(file);
        }
        names(folder);
    }
}
