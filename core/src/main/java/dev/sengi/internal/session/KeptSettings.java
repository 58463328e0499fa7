package dev.sengi.internal.session;

import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the connections in which settings that the driver replaces when it starts a session are nevertheless as
 * their user wants them, because Sengi opened the connection from a connection string.
 */
public final class KeptSettings {
    /** The setting that decides the days of instants. */
    public static final String ZONE = "TimeZone";

    private static final Map<Connection, Set<String>> BY_CONNECTION = Collections.synchronizedMap(new WeakHashMap<>());

    private KeptSettings() {}

    /** Remembers, for as long as the connection is in use, that the setting is as wanted. */
    public static void keep(Connection connection, String setting) {
        BY_CONNECTION
                .computeIfAbsent(connection, unused -> ConcurrentHashMap.newKeySet())
                .add(setting);
    }

    /** Returns whether the setting is known to be as wanted. */
    public static boolean isKept(Connection connection, String setting) {
        return BY_CONNECTION.getOrDefault(connection, Set.of()).contains(setting);
    }
}
