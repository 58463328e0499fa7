package dev.sengi.internal.conninfo.tls;

import java.io.IOException;

/** Why a connection could not be encrypted, in libpq's words. */
public final class TlsFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean last;

    private TlsFailure(boolean last, String message, Throwable cause) {
        super(message, cause);
        this.last = last;
    }

    TlsFailure(String message, Throwable cause) {
        this(false, message, cause);
    }

    TlsFailure(String message) {
        this(message, null);
    }

    /** Returns a failure after which nothing else is tried at this address. */
    static TlsFailure last(String message) {
        return new TlsFailure(true, message, null);
    }

    /** Returns whether nothing else is tried at this address. Otherwise, an attempt without encryption may succeed. */
    public boolean isLast() {
        return last;
    }
}
