package dev.sengi.cli.command;

import dev.sengi.internal.text.NativeText;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Resolves file names given by users. A name that ends with a slash can only refer to a folder. The system rejects such
 * a name for a file, but a {@link Path} drops the slash.
 */
public final class FileNames {
    private FileNames() {}

    /**
     * Returns the file to read.
     *
     * @throws NotDirectoryException if the name ends with a slash, but the file is not a folder
     */
    public static Path input(String name) throws NotDirectoryException {
        Path path = NativeText.path(name);
        if (isFolders(name) && Files.exists(path) && !Files.isDirectory(path)) {
            throw new NotDirectoryException(name);
        }
        return path;
    }

    /**
     * Returns the file to write.
     *
     * @throws FileSystemException if the name ends with a slash
     */
    public static Path output(String name) throws FileSystemException {
        Path path = NativeText.path(name);
        Path parent = path.toAbsolutePath().getParent();
        if (isFolders(name) && parent != null && Files.isDirectory(parent)) {
            throw new FileSystemException(name, null, "Is a directory");
        }
        return StandardOutput.file(path);
    }

    private static boolean isFolders(String name) {
        return name.endsWith("/");
    }
}
