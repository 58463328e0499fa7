package dev.sengi.internal.conninfo.tls;

import java.io.IOException;

/** Why a connection could not be encrypted, in libpq's words. */
public final class TlsFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** What may be tried after the failure. */
    public enum Kind {
        /** The server does not offer encryption; unless encryption was required, libpq does not even mention it. */
        NOT_OFFERED,
        /** Another attempt without encryption may succeed. */
        HANDSHAKE,
        /** Nothing else is tried at this address. */
        FINAL
    }

    private final Kind kind;

    TlsFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    TlsFailure(String message, Throwable cause) {
        this(Kind.HANDSHAKE, message, cause);
    }

    TlsFailure(String message) {
        this(message, null);
    }

    public Kind kind() {
        return kind;
    }
}
