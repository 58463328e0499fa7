package dev.sengi.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that appears when it is whole: it is written under another name beside it, so that a failure leaves nothing that
 * could be taken for it, and leaves a former file as it was. What is no regular file, such as a named pipe or
 * {@code /dev/null}, is written to directly.
 */
public final class WholeFile {
    private WholeFile() {}

    /** Makes the file. */
    @FunctionalInterface
    public interface Writing {
        /** @param path where it is to be made */
        void to(Path path) throws IOException;
    }

    /** @throws java.nio.file.FileSystemException where the file cannot be made */
    public static void write(Path file, Writing writing) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            writing.to(file);
            return;
        }
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
        try {
            writing.to(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
