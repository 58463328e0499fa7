package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that a dump makes in its transaction, in a database that has others. */
class SnapshotSettingsTest {
    private static final SnapshotSettings SETTINGS = new SnapshotSettings(null, null, true, false, false, null, null);

    @ParameterizedTest
    @CsvSource({
        "IntervalStyle, iso_8601, postgres",
        "synchronize_seqscans, on, off",
        "jit, on, off",
        "lock_timeout, 60000, 0",
        "extra_float_digits, 0, 3"
    })
    void dumpsHaveTheirOwnSettings(String name, String databases, String dumps) throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("ALTER DATABASE " + database.name() + " SET " + name + " = " + databases);
            try (SnapshotTransaction transaction = IdleLimit.startSession(
                    database.connectionSource(), connection -> SnapshotTransaction.begin(connection, SETTINGS))) {
                assertThat(setting(transaction.connection(), name)).isEqualTo(dumps);
            }
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
