package dev.sengi.internal.conninfo.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read, in the C library's words. */
final class OpensslFileReason {
    private OpensslFileReason() {}

    /** Returns the reason, or {@code otherwise} if the exception is of another type. */
    static String of(IOException e, String otherwise) {
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        return e instanceof NoSuchFileException ? "No such file or directory" : otherwise;
    }
}
