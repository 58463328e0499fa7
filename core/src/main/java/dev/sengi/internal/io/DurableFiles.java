package dev.sengi.internal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Waits until files are on the disk, so that they outlast a crash of the machine. */
public final class DurableFiles {
    private DurableFiles() {}

    /** Waits for a regular file; others have no content of their own. */
    private static void file(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** Waits for the names in a folder, on systems where folders are files. */
    public static void names(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            // Elsewhere folders cannot be opened, and need not be.
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    /** Waits for all files of a folder and their names. */
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
