package dev.sengi.internal.restore.database;

import dev.sengi.internal.session.DateOrder;
import dev.sengi.internal.session.KeptSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that a session had before a restore changed them, because the connection may be borrowed from a pool.
 */
final class SavedSettings {
    private static final Logger LOG = LoggerFactory.getLogger(SavedSettings.class);

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String ARRAY_NULLS = "array_nulls";
    static final String CLIENT_ENCODING = "client_encoding";
    static final String STATEMENT_TIMEOUT = "statement_timeout";

    /** All settings that a restore makes. The session's user comes first, because it determines what may be set. */
    private static final List<String> NAMES = List.of(
            "session_authorization",
            "role",
            STATEMENT_TIMEOUT,
            "lock_timeout",
            "idle_in_transaction_session_timeout",
            "transaction_timeout",
            "idle_session_timeout",
            "standard_conforming_strings",
            "search_path",
            "check_function_bodies",
            "xmloption",
            "client_min_messages",
            "escape_string_warning",
            "row_security",
            "default_tablespace",
            "default_table_access_method",
            DateOrder.SETTING,
            KeptSettings.ZONE,
            ARRAY_NULLS,
            CLIENT_ENCODING);

    private static final String SAVE_OWN =
            "SELECT '" + SessionState.OWN_SETTING + "', n, pg_catalog.current_setting(n, true),"
                    + " CASE WHEN n OPERATOR(pg_catalog.=) ANY"
                    + " ('{idle_session_timeout,idle_in_transaction_session_timeout,transaction_timeout}')"
                    + " THEN CASE WHEN pg_catalog.current_setting(n, true) IS NOT NULL"
                    + " THEN pg_catalog.set_config(n, '0', false) END END"
                    + " FROM pg_catalog.unnest(?::pg_catalog.text[]) AS u(n)";
    /** The sources of the settings are read before any limit is lifted. */
    private static final String SAVE = SessionState.QUERY + " UNION ALL " + Triggers.QUERY + " UNION ALL " + SAVE_OWN;

    private static final String SAVE_WITHOUT_TRIGGERS = SessionState.QUERY + " UNION ALL " + SAVE_OWN;

    /** If the date order or the time zone were unknown, a restore could falsify dates and times. */
    private static final String SAVE_LEAST =
            SessionState.QUERY_PID + " UNION ALL " + SessionState.QUERY_REPLACED + " UNION ALL " + SAVE_OWN;

    private static final String RESTORE = "SELECT '" + SessionState.OWN_SETTING + "', n,"
            + " pg_catalog.set_config(n, CASE WHEN NOT r THEN v END, false), ?::pg_catalog.text"
            + " FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]),"
            + " pg_catalog.unnest(?::pg_catalog.bool[])) AS u(n, v, r)";
    private static final String RESTORE_AND_COMPARE = RESTORE + " UNION ALL " + SessionState.QUERY;

    private final List<Setting> own;
    /**
     * All other settings, which a script or a function in the database may change, and any state that cannot be
     * restored.
     */
    private final SessionState before;
    /** Whether the state can be read. */
    private final boolean readable;

    private SavedSettings(List<Setting> own, SessionState before, boolean readable) {
        this.own = own;
        this.before = before;
        this.readable = readable;
    }

    /**
     * Reads the current settings, and lifts the session's time limits in the same round trip: an archive may arrive
     * slowly, Java may take long to load classes, and a transaction may begin before the archive's own settings are
     * made.
     *
     * <p>If an administrator has made catalogs unreadable for the session's user, as much is read as possible, but at least
     * what the restore itself needs.
     *
     * @param replaced the values of settings that have been replaced in order to read the others
     */
    static SavedSettings of(Connection connection, Map<String, String> replaced) throws SQLException {
        for (String query : List.of(SAVE, SAVE_WITHOUT_TRIGGERS)) {
            try {
                return read(connection, query, true, replaced);
            } catch (SQLException e) {
                if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                    throw e;
                }
                LOG.debug("could not read the session's state", e);
            }
        }
        return read(connection, SAVE_LEAST, false, replaced);
    }

    private static SavedSettings read(Connection connection, String query, boolean all, Map<String, String> replaced)
            throws SQLException {
        SessionState state = new SessionState(NAMES);
        List<Setting> own = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setArray(1, connection.createArrayOf("text", NAMES.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    // Older servers lack some of the settings.
                    if (!state.add(rows) && rows.getString(3) != null) {
                        String name = rows.getString(2);
                        String value = rows.getString(3);
                        own.add(new Setting(name, replaced.getOrDefault(name, value)));
                    }
                }
            }
        }
        return new SavedSettings(own, state, all);
    }

    /** Returns the ID of the server's process, which poolers hide from their clients. */
    int serverPid() {
        return before.serverPid();
    }

    /** Returns the state of the session when the settings were saved. */
    SessionState state() {
        return before;
    }

    /** Returns whether the session reads NULL in arrays as text. */
    boolean readsArrayNullsAsText() {
        return value(ARRAY_NULLS).equals(Optional.of("off"));
    }

    /** Returns the value of a setting that a restore makes. */
    Optional<String> value(String name) {
        return own.stream()
                .filter(setting -> setting.name.equals(name))
                .findFirst()
                .map(Setting::value);
    }

    /**
     * Restores the settings.
     *
     * @throws SQLException also if the session has acquired state that no setting restores, if that cannot be
     *     determined, or if the server's answer belongs to an earlier query
     */
    void restore(Connection connection) throws SQLException {
        if (!readable) {
            // A pooler may have assigned the server's session to another client.
            restore(connection, RESTORE, own, new SessionState(NAMES));
            throw new SQLException("the session's state cannot be compared");
        }
        SessionState after = new SessionState(NAMES);
        List<Setting> saved = own.stream()
                .filter(setting -> !setting.isOtherEncoding())
                .map(setting -> before.isResettable(setting.name) ? new Setting(setting.name, null) : setting)
                .toList();
        restore(connection, RESTORE_AND_COMPARE, saved, after);
        after.requireSameTraces(before);
        // The encoding comes last, because it may lack characters of the other values.
        List<Setting> changed = Stream.concat(
                        before.changedSettings(after).entrySet().stream()
                                .map(old -> new Setting(old.getKey(), old.getValue())),
                        own.stream().filter(Setting::isOtherEncoding))
                .toList();
        if (!changed.isEmpty()) {
            restore(connection, RESTORE, changed, after);
        }
    }

    private static void restore(Connection connection, String query, List<Setting> settings, SessionState state)
            throws SQLException {
        String question = UUID.randomUUID().toString();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            Object[] names = settings.stream().map(Setting::name).toArray();
            // With array_nulls off, NULL in an array would be read as text.
            Object[] values = settings.stream()
                    .map(setting -> Objects.toString(setting.value, ""))
                    .toArray();
            Object[] resets =
                    settings.stream().map(setting -> setting.value == null).toArray();
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setString(1, question);
            statement.setArray(2, connection.createArrayOf("text", names));
            statement.setArray(3, connection.createArrayOf("text", values));
            statement.setArray(4, connection.createArrayOf("bool", resets));
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    if (!state.add(answer) && !question.equals(answer.getString(4))) {
                        throw new SQLException("the connection is out of sync");
                    }
                }
            }
        }
    }

    /** @param value null to reset the setting */
    private record Setting(String name, String value) {
        /** Returns whether this is an encoding other than a restore's. */
        boolean isOtherEncoding() {
            return name.equals(CLIENT_ENCODING) && !"UTF8".equals(value);
        }
    }
}
