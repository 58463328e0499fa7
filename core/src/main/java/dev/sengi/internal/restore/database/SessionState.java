package dev.sengi.internal.restore.database;

import dev.sengi.internal.session.DateOrder;
import dev.sengi.internal.session.KeptSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state that a query reads at the start and at the end of a session: all settings, and other state of the session.
 * Both scripts and functions in the database can leave such state behind.
 *
 * <p>The server does not list values of settings that no library has defined, results of {@code currval}, loaded
 * libraries, or how often a lock is held.
 */
final class SessionState {
    /** Marks a row that belongs to another part of the query. */
    static final String OWN_SETTING = "own";

    private static final String SETTING = "setting";
    private static final String TRACE = "trace";
    private static final String FACT = "fact";
    private static final String TABLE = "table";

    private static final String SERVER_PID = "server pid";
    private static final String TEMPORARY_SCHEMA = "has a temporary schema";

    /** Yields the same columns as {@link #QUERY}, without reading any catalog. */
    static final String QUERY_PID =
            "SELECT '" + FACT + "', '" + SERVER_PID + "', pg_catalog.concat(pg_catalog.pg_backend_pid()), NULL"
                    + " UNION ALL SELECT '" + FACT + "', '" + TEMPORARY_SCHEMA
                    + "', CASE WHEN pg_catalog.pg_my_temp_schema() OPERATOR(pg_catalog.<>) 0 THEN 'true' END, NULL";

    /** Precedes the name of a setting that is set for the database or the role. */
    private static final String REQUESTED = "requested ";

    private static final String LOG_ZONE = "zone of the log";
    private static final String MAY_READ_FILES = "may read configuration files";

    /** Yields the same columns, for settings that the driver replaces. */
    static final String QUERY_REPLACED = requested(DateOrder.SETTING) + " UNION ALL " + requested(KeptSettings.ZONE)
            + " UNION ALL SELECT '" + FACT + "', '" + LOG_ZONE
            + "', pg_catalog.current_setting('log_timezone'), NULL"
            + " UNION ALL SELECT '" + FACT + "', '" + MAY_READ_FILES + "', CASE"
            + " WHEN pg_catalog.has_table_privilege('pg_catalog.pg_file_settings', 'SELECT')"
            + " AND pg_catalog.has_function_privilege('pg_catalog.pg_show_all_file_settings()', 'EXECUTE')"
            + " THEN 'true' END, NULL";

    /** The source in {@code pg_settings} of a setting that was named when the session started. */
    private static final String NAMED_AT_START = "client";
    /** The source of a setting that was set later. */
    private static final String SET_IN_SESSION = "session";

    /**
     * Yields four columns: the type of the row, a name, a value, and the source of a setting. The characteristics of
     * the current transaction are not settings of the session. Operators are the server's own, whatever the search
     * path, and {@code format} and {@code concat} do not use casts, which users may replace.
     */
    static final String QUERY = """
            SELECT 'setting', s.name, s.setting, s.source FROM pg_catalog.pg_settings s
            WHERE s.context OPERATOR(pg_catalog.=) ANY ('{user,superuser}') AND s.setting IS NOT NULL
                AND s.name OPERATOR(pg_catalog.<>) ALL
                    ('{transaction_isolation,transaction_read_only,transaction_deferrable}')
            UNION ALL
            SELECT 'trace', t.name, t.value, NULL FROM (VALUES
                ('a prepared statement', (SELECT pg_catalog.string_agg(
                    pg_catalog.format('%s %s', p.name,
                    (pg_catalog.date_part('epoch', p.prepare_time) OPERATOR(pg_catalog.*) 1e6)::pg_catalog.int8), ','
                    ORDER BY p.name)
                    FROM pg_catalog.pg_prepared_statements p WHERE p.from_sql)),
                ('a cursor', (SELECT pg_catalog.string_agg(c.name, ',' ORDER BY c.name)
                    FROM pg_catalog.pg_cursors c WHERE c.is_holdable)),
                ('a channel to listen on', (SELECT pg_catalog.string_agg(l, ',' ORDER BY l)
                    FROM pg_catalog.pg_listening_channels() l)),
                ('a lock', (SELECT pg_catalog.string_agg(
                    pg_catalog.format('%s %s %s %s', l.classid, l.objid, l.objsubid, l.mode), ','
                    ORDER BY l.classid, l.objid, l.objsubid, l.mode)
                    FROM pg_catalog.pg_locks l
                    WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory'
                    AND l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid())),
                ('a temporary table', (SELECT pg_catalog.string_agg(pg_catalog.concat(r.oid), ',' ORDER BY r.oid)
                    FROM pg_catalog.pg_class r
                    WHERE pg_catalog.pg_my_temp_schema() OPERATOR(pg_catalog.<>) 0
                    AND r.relnamespace OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())),
                ('a temporary function', (SELECT pg_catalog.string_agg(pg_catalog.concat(f.oid), ',' ORDER BY f.oid)
                    FROM pg_catalog.pg_proc f
                    WHERE pg_catalog.pg_my_temp_schema() OPERATOR(pg_catalog.<>) 0
                    AND f.pronamespace OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema()))
            ) AS t(name, value)
            UNION ALL
            """ + QUERY_PID + " UNION ALL " + QUERY_REPLACED;

    private final List<String> ignored;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> traces = new HashMap<>();
    private final Map<String, String> facts = new HashMap<>();
    /** Names of tables, by the fact that applies to them. */
    private final Map<String, Set<String>> tables = new HashMap<>();

    private int tableRows;
    /** The source of each setting, from {@code pg_settings}. */
    private final Map<String, String> sources = new HashMap<>();

    /** @param ignored settings that are not part of the state */
    SessionState(List<String> ignored) {
        this.ignored = ignored;
    }

    SessionState() {
        this(List.of());
    }

    /** Settings of a database or a role are in order of precedence. */
    private static String requested(String setting) {
        return "SELECT '" + FACT + "', '" + REQUESTED + setting + "', (SELECT pg_catalog.substr(c, "
                + (setting.length() + 2) + ")"
                + " FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) c"
                + " WHERE pg_catalog.lower(c) OPERATOR(pg_catalog.~~) '" + setting.toLowerCase(Locale.ROOT) + "=%'"
                + " AND (s.setdatabase OPERATOR(pg_catalog.=) 0 OR s.setdatabase OPERATOR(pg_catalog.=) ("
                + "SELECT d.oid FROM pg_catalog.pg_database d"
                + " WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()))"
                + " AND (s.setrole OPERATOR(pg_catalog.=) 0 OR s.setrole OPERATOR(pg_catalog.=) ("
                + "SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname OPERATOR(pg_catalog.=) SESSION_USER))"
                + " ORDER BY s.setrole OPERATOR(pg_catalog.=) 0, s.setdatabase OPERATOR(pg_catalog.=) 0 LIMIT 1), NULL";
    }

    /** Adds a row of the query's result; returns false if it belongs to another part of the query. */
    boolean add(ResultSet row) throws SQLException {
        String name = row.getString(2);
        String value = row.getString(3);
        switch (row.getString(1)) {
            case SETTING -> {
                sources.put(name, row.getString(4));
                if (!ignored.contains(name)) {
                    settings.put(name, value);
                }
            }
            case TRACE -> traces.put(name, value);
            case FACT -> facts.put(name, value);
            case TABLE -> {
                tables.computeIfAbsent(value, unused -> new HashSet<>()).add(name);
                tableRows++;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a fact has been read. */
    boolean hasFact(String fact) {
        return facts.containsKey(fact);
    }

    /** Returns the number of rows about tables. */
    int tables() {
        return tableRows;
    }

    /** Returns a new set of the tables to which this fact applies; null stands for those that have no readable name. */
    Set<String> tables(String fact) {
        return new HashSet<>(tables.getOrDefault(fact, Set.of()));
    }

    /** Returns a fact that is true or false. */
    boolean isTrue(String fact) {
        return Boolean.parseBoolean(facts.get(fact));
    }

    /** Returns whether the session has ever created a temporary object. */
    boolean hasTemporarySchema() {
        return isTrue(TEMPORARY_SCHEMA);
    }

    /** Returns the ID of the server's process. */
    int serverPid() {
        return Integer.parseInt(facts.get(SERVER_PID));
    }

    /**
     * Returns whether a value sent by the driver has replaced the setting. The driver always sends the settings in
     * question, so this is assumed if {@code pg_settings} cannot be read.
     */
    boolean isReplaced(String setting) {
        return NAMED_AT_START.equals(sources.getOrDefault(setting, NAMED_AT_START));
    }

    /** Returns the value to which the setting is set for the database or the role, if any. */
    Optional<String> ofDatabase(String setting) {
        return Optional.ofNullable(facts.get(REQUESTED + setting));
    }

    /** Returns the time zone of the server's log, which initdb sets to that of sessions. */
    String logZone() {
        return facts.get(LOG_ZONE);
    }

    /** Returns whether {@code pg_file_settings} can be read. */
    boolean mayReadFiles() {
        return isTrue(MAY_READ_FILES);
    }

    /** Returns whether resetting the setting, instead of setting it, restores both its value and its source. */
    boolean isResettable(String name) {
        String source = sources.get(name);
        return source != null && !source.equals(SET_IN_SESSION);
    }

    /**
     * Returns this state's values of the settings that the session has changed since, or null for those that can be
     * reset. Settings whose changes come from the server's configuration are not included.
     */
    Map<String, String> changedSettings(SessionState after) {
        if (!isSameSession(after)) {
            return Map.of();
        }
        Map<String, String> changed = new HashMap<>();
        settings.forEach((name, value) -> {
            boolean isNew = isResettable(name) && !after.isResettable(name);
            if (isNew || (!isResettable(name) && !value.equals(after.settings.get(name)))) {
                changed.put(name, isResettable(name) ? null : value);
            }
        });
        return changed;
    }

    /** @throws SQLException if this session has gained or lost state */
    void requireSameTraces(SessionState before) throws SQLException {
        // Their previous values, if any, are unknown.
        List<String> ofNewLibraries = settings.keySet().stream()
                .filter(name -> !before.settings.containsKey(name) && !isResettable(name))
                .toList();
        if (isSameSession(before) && !ofNewLibraries.isEmpty()) {
            throw new SQLException("the session has settings of newly loaded libraries: " + ofNewLibraries);
        }
        if (isSameSession(before) && !traces.equals(before.traces)) {
            Map<String, String> changed = new HashMap<>(traces);
            changed.entrySet().removeAll(before.traces.entrySet());
            throw new SQLException("the session has changed: " + changed.keySet());
        }
    }

    /** A pooler may use another session for each transaction. */
    private boolean isSameSession(SessionState other) {
        return serverPid() == other.serverPid();
    }
}
