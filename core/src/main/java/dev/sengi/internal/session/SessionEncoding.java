package dev.sengi.internal.session;

import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * The encodings that sessions had before the driver set its own. A dump without a requested encoding uses that of its
 * session.
 *
 * <p>Later, a session no longer reveals the encoding with which it started. Safe for use by several threads.
 */
public final class SessionEncoding {
    private static final Map<Connection, String> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private SessionEncoding() {}

    /** Keeps an encoding, by its PostgreSQL name, for as long as the connection is in use. */
    public static void remember(Connection connection, String encoding) {
        KNOWN.put(connection, encoding);
    }

    /** Returns the encoding of a session; empty if the driver requested its own from the start. */
    public static Optional<String> of(Connection connection) {
        return Optional.ofNullable(KNOWN.get(connection));
    }
}
