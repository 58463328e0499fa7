package dev.sengi.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;

/**
 * The encodings that sessions had before the driver set its own. A dump without a requested encoding uses that of its
 * session.
 *
 * <p>Once a session has started, it no longer reveals its initial encoding. Safe for use by several threads.
 */
public final class SessionEncoding {
    private static final Map<Connection, String> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    /** The setting that makes the session's text UTF-8. */
    public static final String UTF8 = "client_encoding = 'UTF8'";

    private SessionEncoding() {}

    /** Returns whether the session's text is not UTF-8. */
    public static boolean isOther(Connection connection) throws SQLException {
        return other(connection).isPresent();
    }

    /**
     * Returns the encoding of the session's text if it is not UTF-8. With {@code allowEncodingChanges}, the driver lets
     * its user choose another one.
     */
    public static Optional<String> other(Connection connection) throws SQLException {
        return Optional.ofNullable(connection.unwrap(PGConnection.class).getParameterStatus("client_encoding"))
                .filter(encoding -> !encoding.equals("UTF8"));
    }

    /** Keeps an encoding, by its PostgreSQL name, for as long as the connection is in use. */
    public static void remember(Connection connection, String encoding) {
        KNOWN.put(connection, encoding);
    }

    /** Returns the encoding of a session; empty if the driver requested its own from the start. */
    public static Optional<String> of(Connection connection) {
        return Optional.ofNullable(KNOWN.get(connection));
    }
}
