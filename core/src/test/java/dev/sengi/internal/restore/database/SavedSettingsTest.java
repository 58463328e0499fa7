package dev.sengi.internal.restore.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A session's limits on time are lifted before a restore begins a transaction, and restored after it. */
class SavedSettingsTest {
    private static final String LIMIT = "idle_in_transaction_session_timeout";

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    void limitsAreLifted(int major) throws SQLException {
        try (TestDatabase database = TestServer.of(major).createDatabase();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET " + LIMIT + " = '5s'");
            SavedSettings settings = SavedSettings.of(connection);
            assertThat(limit(statement)).isEqualTo("0");
            settings.restore(connection);
            assertThat(limit(statement)).isEqualTo("5s");
        }
    }

    private static String limit(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + LIMIT)) {
            row.next();
            return row.getString(1);
        }
    }
}
