package dev.sengi.internal.restore.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGStatement;

/** The settings that a session had before a restore changed them, as the connection may be borrowed from a pool. */
final class SavedSettings {
    /** All settings that a restore makes. The session's user comes first, because it determines what may be set. */
    private static final String[] NAMES = {
        "session_authorization",
        "role",
        "statement_timeout",
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
        "client_encoding"
    };

    private final List<Setting> settings;
    /** All other settings that the session may change; empty unless a script may change them. */
    private final Map<String, String> others;

    private final int serverPid;

    private SavedSettings(List<Setting> settings, Map<String, String> others, int serverPid) {
        this.serverPid = serverPid;
        this.settings = settings;
        this.others = others;
    }

    /**
     * Reads the current settings, and lifts the session's time limits in the same round trip, because an archive may
     * arrive slowly and Java may take long to load. A transaction may begin before the archive's own settings are made.
     *
     * @param any whether to save all settings, because a script may change any
     */
    static SavedSettings of(Connection connection, boolean any) throws SQLException {
        String query = "SELECT n, pg_catalog.current_setting(n, true), CASE WHEN n OPERATOR(pg_catalog.=) ANY"
                + " ('{idle_session_timeout,idle_in_transaction_session_timeout,transaction_timeout}')"
                + " THEN CASE WHEN pg_catalog.current_setting(n, true) IS NOT NULL"
                + " THEN pg_catalog.set_config(n, '0', false) END END, pg_catalog.pg_backend_pid()"
                + " FROM pg_catalog.unnest(?::pg_catalog.text[]) WITH ORDINALITY AS u(n, i) ORDER BY i";
        List<Setting> settings = new ArrayList<>();
        int serverPid = 0;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setArray(1, connection.createArrayOf("text", NAMES));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    serverPid = rows.getInt(4);
                    // Older servers lack some of the settings.
                    if (rows.getString(2) != null) {
                        settings.add(new Setting(rows.getString(1), rows.getString(2)));
                    }
                }
            }
        }
        return new SavedSettings(settings, any ? others(connection) : Map.of(), serverPid);
    }

    /** Returns the ID of the server's process, which poolers hide from their clients. */
    int serverPid() {
        return serverPid;
    }

    /**
     * Restores the settings.
     *
     * @throws SQLException also if the server's answer belongs to an earlier query whose answer has not been read
     */
    void restore(Connection connection) throws SQLException {
        restore(connection, settings);
        if (!others.isEmpty()) {
            Map<String, String> present = others(connection);
            restore(
                    connection,
                    others.entrySet().stream()
                            .filter(old -> !old.getValue().equals(present.get(old.getKey())))
                            .map(old -> new Setting(old.getKey(), old.getValue()))
                            .toList());
        }
    }

    private static Map<String, String> others(Connection connection) throws SQLException {
        String query = "SELECT s.name, s.setting FROM pg_catalog.pg_settings s"
                + " WHERE s.context IN ('user', 'superuser') AND s.setting IS NOT NULL";
        Map<String, String> others = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                others.put(rows.getString(1), rows.getString(2));
            }
        }
        List.of(NAMES).forEach(others::remove);
        return others;
    }

    private static void restore(Connection connection, List<Setting> settings) throws SQLException {
        if (settings.isEmpty()) {
            return;
        }
        String question = UUID.randomUUID().toString();
        String query = "SELECT ?::pg_catalog.text, pg_catalog.set_config(n, v, false)"
                + " FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]))"
                + " AS u(n, v)";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            Object[] names = settings.stream().map(Setting::name).toArray();
            Object[] values = settings.stream().map(Setting::value).toArray();
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setString(1, question);
            statement.setArray(2, connection.createArrayOf("text", names));
            statement.setArray(3, connection.createArrayOf("text", values));
            try (ResultSet answer = statement.executeQuery()) {
                if (!answer.next() || !question.equals(answer.getString(1))) {
                    throw new SQLException("the connection is out of step");
                }
            }
        }
    }

    private record Setting(String name, String value) {}
}
