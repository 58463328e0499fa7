package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --lock-wait-timeout}, valid or not, with tables to lock and without. */
@NeedsRealClient
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockTimeoutOracleTest {
    @TempDir
    private Path folder;

    private TestDatabase empty;
    private TestDatabase database;

    @BeforeAll
    void create() {
        empty = TestServer.current().createDatabase();
        empty.execute("CREATE VIEW v AS SELECT 1 AS one");
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE t AS SELECT 1 i", "CREATE TABLE u AS SELECT 1 i");
    }

    @AfterAll
    void drop() {
        empty.close();
        database.close();
    }

    private List<String> arguments(TestDatabase of, String options) {
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        String file = folder.resolve("out" + System.nanoTime()).toString();
        arguments.addAll(List.of("-f", file, "-d", of.connectionString()));
        return arguments;
    }

    private void isSame(TestDatabase of, String options) {
        Result real = RealClient.require().run("pg_dump", arguments(of, options), new byte[0]);
        // Ours dumps to all kinds of archives in parallel.
        for (String format : options.contains("-j") ? List.of("-Fd", "-Fc", "-Ft") : List.of("-Fc", "-Fp")) {
            Result ours = CommandOracle.run("pg_dump", arguments(of, options.replace("-Fd", format)), Map.of());
            assertThat(ours.stderr()).as(format).isEqualTo(real.stderr());
            assertThat(ours.exitCode()).as(format).isEqualTo(real.exitCode());
        }
    }

    @ParameterizedTest
    @CsvSource({"x", "-1", "'it''s\\'", "5parsecs", "20s", "99999999999"})
    void values(String value) {
        for (TestDatabase of : List.of(empty, database)) {
            Stream.of("-s", "-a", "-Fd -j2").forEach(options -> isSame(of, options + " --lock-wait-timeout=" + value));
        }
    }

    @Test
    void ofPgDumpAll() {
        List<String> arguments = List.of(
                "--lock-wait-timeout=x", "-f", folder.resolve("all").toString(), "-d", empty.connectionString());
        CommandOracle.assertSame("pg_dumpall", arguments);
    }

    @Test
    void lockedTable() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE u");
            isSame(database, "-Fd --lock-wait-timeout=20");
            isSame(database, "-Fd -j2 --lock-wait-timeout=20");
        }
    }
}
