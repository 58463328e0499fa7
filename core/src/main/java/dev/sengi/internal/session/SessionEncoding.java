package dev.sengi.internal.session;

import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * The encodings that sessions had before they were given the driver's: what a dump without an encoding of its own is
 * written in.
 *
 * <p>Nothing in a session shows later what it was started with. Safe for use by several threads.
 */
public final class SessionEncoding {
    private static final Map<Connection, String> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private SessionEncoding() {}

    /** Keeps an encoding, by PostgreSQL's name, for as long as the connection is in use. */
    public static void remember(Connection connection, String encoding) {
        KNOWN.put(connection, encoding);
    }

    /** Returns the encoding of a session; empty if the driver asked for its own from the start. */
    public static Optional<String> of(Connection connection) {
        return Optional.ofNullable(KNOWN.get(connection));
    }
}
