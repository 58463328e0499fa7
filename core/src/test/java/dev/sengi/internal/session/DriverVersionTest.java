package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The driver under which the tests run; {@code -Dsengi.pgjdbc=42.6.2} selects another one. */
class DriverVersionTest {

    @Test
    void isTheRequestedOne() throws SQLException {
        String wanted = System.getProperty("sengi.pgjdbc", "");
        try (Connection connection =
                TestServer.current().maintenance().dataSource().getConnection()) {
            assertThat(connection.getMetaData().getDriverVersion()).startsWith(wanted);
        }
    }
}
