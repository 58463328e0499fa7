package dev.sengi.internal.session;

import java.sql.Connection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * A session's time zone, which decides the days of instants, for example in materialized views and CHECK constraints.
 *
 * <p>The driver sends the JVM's zone when it starts a session, which overrides those of the database, the role and the
 * server. Sessions opened from connection strings have the zone that libpq's would have.
 */
public final class SessionZone {
    /** The name of the setting. */
    public static final String SETTING = "TimeZone";

    private static final Set<Connection> AS_WANTED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private SessionZone() {}

    /** Remembers, for as long as the connection is in use, that the driver has not replaced its zone. */
    public static void keep(Connection connection) {
        AS_WANTED.add(connection);
    }

    /** Returns whether the driver has not replaced the connection's zone. */
    public static boolean isKept(Connection connection) {
        return AS_WANTED.contains(connection);
    }
}
