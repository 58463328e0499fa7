package dev.sengi.internal.io;

import dev.sengi.DumpFormat;
import dev.sengi.archive.internal.io.FileReason;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Explains, in the operating system's words, why a file could not be used. */
public final class FileErrors {
    private FileErrors() {}

    /** Returns the message that a target could not be written, or the library's own message if that is complete. */
    public static String writing(String target, IOException e) {
        String reason = reason(e);
        return reason.startsWith("could not ") ? reason : "could not write to " + target + ": " + reason;
    }

    /** Returns pg_dump's message that a dump could not be written, or the library's own message if that is complete. */
    public static String writing(DumpFormat format, IOException e) {
        boolean inParts = format == DumpFormat.CUSTOM || format == DumpFormat.TAR;
        return writing(inParts ? "output file" : "file", e);
    }

    /** Returns the message that a file could not be opened or read, or the library's own message if that is complete. */
    public static String reading(IOException e) {
        return e instanceof FileSystemException file
                ? "could not open file \"" + file.getFile() + "\": " + reason(e)
                : reason(e);
    }

    /** Returns only the reason. */
    public static String reason(IOException e) {
        return e instanceof FileSystemException file ? FileReason.of(file) : String.valueOf(e.getMessage());
    }
}
