package dev.sengi.archive.internal.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The operating system's message for a failure, which the JDK provides only for some. */
public final class FileReason {
    /** What the JDK adds to the message for a loop of symbolic links. */
    private static final String OR_UNREADABLE = " or unable to access attributes of symbolic link";

    private FileReason() {}

    public static String of(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        String reason = e.getReason();
        if (reason == null) {
            return String.valueOf(e.getMessage());
        }
        return reason.endsWith(OR_UNREADABLE) ? reason.substring(0, reason.length() - OR_UNREADABLE.length()) : reason;
    }
}
