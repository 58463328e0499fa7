package dev.sengi.internal.session;

import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When it starts a session, the driver replaces some settings. This class remembers the connections in which they have
 * the values that the user wants anyway, because Sengi opened the connection from a connection string.
 */
public final class KeptSettings {
    /** The setting that determines the date of an instant. */
    public static final String ZONE = "TimeZone";

    private static final Map<Connection, Set<String>> BY_CONNECTION = Collections.synchronizedMap(new WeakHashMap<>());

    private KeptSettings() {}

    /** Remembers, for as long as the connection is in use, that the setting has the value that the user wants. */
    public static void keep(Connection connection, String setting) {
        BY_CONNECTION
                .computeIfAbsent(connection, unused -> ConcurrentHashMap.newKeySet())
                .add(setting);
    }

    /** Returns whether the setting is known to have the value that the user wants. */
    public static boolean isKept(Connection connection, String setting) {
        return BY_CONNECTION.getOrDefault(connection, Set.of()).contains(setting);
    }
}
