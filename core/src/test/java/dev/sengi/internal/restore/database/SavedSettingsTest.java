package dev.sengi.internal.restore.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * After a restore, a session's settings are the same as before. Its time limits are lifted before a transaction begins.
 */
class SavedSettingsTest {
    private static final String LIMIT = "idle_in_transaction_session_timeout";

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    void limitsAreLifted(int major) throws SQLException {
        try (TestDatabase database = TestServer.of(major).createDatabase();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET " + LIMIT + " = '5s'");
            SavedSettings settings = SavedSettings.of(connection, Map.of());
            assertThat(limit(statement)).isEqualTo("0");
            settings.restore(connection);
            assertThat(limit(statement)).isEqualTo("5s");
        }
    }

    /** Settings of every type, each with a value before the restore and one that it sets, or null if it sets none. */
    private static final List<Setting> SETTINGS = List.of(
            new Setting("application_name", "it's \"mine\"", "another"),
            new Setting("bytea_output", "escape", "hex"),
            new Setting("enable_seqscan", "off", "on"),
            new Setting("random_page_cost", "1.25", "7"),
            new Setting("work_mem", "77MB", "3MB"),
            new Setting("lock_timeout", "7s", "9min"),
            new Setting(LIMIT, "5s", "1min"),
            new Setting("search_path", "\"$user\", public, \"a,\"\"b\"", "pg_catalog"),
            new Setting("temp_tablespaces", "pg_default, \"\"", ""),
            new Setting("xmloption", "document", "content"),
            new Setting("TimeZone", "Asia/Tokyo", "Pacific/Fiji"),
            new Setting("sengi.kept", "a b", null));

    private enum Origin {
        NONE,
        DATABASE,
        SESSION
    }

    private record Setting(String name, String before, String during) {}

    /** Whatever their source, and whether the restore changes them or not. */
    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    void allAreAsBefore(int major) throws SQLException {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            Map<Setting, Origin> origins = new LinkedHashMap<>();
            SETTINGS.forEach(setting -> origins.put(setting, Origin.values()[random.nextInt(3)]));
            List<Setting> changed = SETTINGS.stream()
                    .filter(setting -> setting.during != null && random.nextInt(3) > 0)
                    .toList();
            try (TestDatabase database = TestServer.of(major).createDatabase()) {
                set(database, origins);
                try (Connection connection = database.dataSource().getConnection()) {
                    for (Setting setting : of(origins, Origin.SESSION)) {
                        set(connection, setting.name, setting.before);
                    }
                    Map<String, String> before = all(connection);
                    SavedSettings settings = SavedSettings.of(connection, Map.of());
                    for (Setting setting : changed) {
                        set(connection, setting.name, setting.during);
                    }
                    settings.restore(connection);
                    assertThat(all(connection))
                            .as("%s, changed: %s", origins, changed)
                            .isEqualTo(before);
                }
            }
        }
    }

    private static List<Setting> of(Map<Setting, Origin> origins, Origin origin) {
        return origins.keySet().stream()
                .filter(setting -> origins.get(setting) == origin)
                .toList();
    }

    private static void set(TestDatabase database, Map<Setting, Origin> origins) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (Setting setting : of(origins, Origin.DATABASE)) {
                set(connection, setting.name, setting.before);
                statement.execute("ALTER DATABASE " + database.name() + " SET " + setting.name + " FROM CURRENT");
            }
        }
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    /** Returns the values of all settings, and where they come from. */
    private static Map<String, String> all(Connection connection) throws SQLException {
        Map<String, String> all = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, setting || ' from ' || source FROM pg_settings"
                        + " WHERE source <> 'default'"
                        + " UNION ALL SELECT 'sengi.kept', current_setting('sengi.kept', true)")) {
            while (rows.next()) {
                all.put(rows.getString(1), rows.getString(2));
            }
        }
        return all;
    }

    private static String limit(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + LIMIT)) {
            row.next();
            return row.getString(1);
        }
    }
}
