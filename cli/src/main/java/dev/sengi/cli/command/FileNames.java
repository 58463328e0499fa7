package dev.sengi.cli.command;

import dev.sengi.internal.text.NativeText;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * The files that users name. A name that ends with a slash can only be a folder's: the system refuses it for a file, but
 * a path has no slash at its end.
 */
public final class FileNames {
    private FileNames() {}

    /**
     * Returns the file to read.
     *
     * @throws NotDirectoryException if the name is a folder's, but the file is none
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
     * @throws FileSystemException if the name is a folder's, but there is no such folder
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
