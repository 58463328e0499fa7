package dev.sengi.archive.internal.compress;

import java.io.IOException;

/** Thrown for compressed data that cannot be decompressed, as opposed to a source that cannot be read. */
public final class CorruptStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptStreamException(String message) {
        super(message);
    }

    CorruptStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
