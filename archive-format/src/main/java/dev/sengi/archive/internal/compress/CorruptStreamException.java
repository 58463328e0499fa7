package dev.sengi.archive.internal.compress;

import java.io.IOException;

/** Compressed data that cannot be decompressed, as against a source that cannot be read. */
public final class CorruptStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptStreamException(String message) {
        super(message);
    }

    CorruptStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
