package dev.sengi.archive.hostile;

import dev.sengi.archive.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Fuzz target for the {@link FileBundle files of a directory archive}. They may be rejected as not being an archive,
 * but nothing else may go wrong.
 */
public final class DirectoryFuzz {
    private static final Path FOLDER = newFolder();

    private DirectoryFuzz() {}

    /**
     * Called by Jazzer, which reports any exception as a finding.
     *
     * @throws IllegalStateException if verification finds no fault in an archive that cannot be read to its end
     */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Map<String, byte[]> files = FileBundle.split(bytes);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(FOLDER.resolve(file.getKey()), file.getValue());
        }
        ArchiveFuzz.check(() -> Archive.open(FOLDER));
        for (String name : files.keySet()) {
            Files.delete(FOLDER.resolve(name));
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("fuzzed");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
