package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores by a role that is no superuser, of objects whose owners do not exist. */
class PlainRoleInteropTest {
    private static final String COUNTS = "SELECT (SELECT count(*) FROM a) || ' ' || (SELECT count(*) FROM b)";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void theDataArriveAndErrorsAreCounted(int major) {
        String suffix = "plain_" + major;
        String archive = folder.resolve("owned.dump").toString();
        try (TestDatabase source = TestServer.of(major).createDatabase();
                TestDatabase ours = TestServer.of(major).createDatabase();
                TestDatabase theirs = TestServer.of(major).createDatabase()) {
            source.execute(
                    "CREATE ROLE gone_" + suffix,
                    "CREATE ROLE " + suffix + " LOGIN",
                    "CREATE TABLE a (x int PRIMARY KEY); CREATE TABLE b (y int REFERENCES a)",
                    "INSERT INTO a SELECT generate_series(1, 1000); INSERT INTO b SELECT x FROM a",
                    "ALTER TABLE a OWNER TO gone_" + suffix,
                    "GRANT SELECT ON b TO gone_" + suffix);
            run(source, "-Fc", "-f", archive);
            source.execute("DROP TABLE a CASCADE", "REVOKE ALL ON b FROM gone_" + suffix, "DROP ROLE gone_" + suffix);
            for (TestDatabase target : List.of(ours, theirs)) {
                target.execute(
                        "ALTER DATABASE " + target.name() + " OWNER TO " + suffix,
                        "GRANT CREATE ON SCHEMA public TO " + suffix);
            }
            Result mine = restore(ours, suffix, archive);
            Result real = RealClient.require().run("pg_restore", "-d", theirs.connectionString(suffix), archive);
            assertThat(mine.stderr()).isEqualTo(real.stderr()).contains("errors ignored on restore: ");
            assertThat(mine.exitCode()).isEqualTo(real.exitCode()).isEqualTo(1);
            assertThat(ours.value(COUNTS)).isEqualTo("1000 1000");

            ours.execute("DROP TABLE b, a");
            Result noOwner = restore(ours, suffix, "-O", "-x", archive);
            assertThat(noOwner.stderr()).isEmpty();
            assertThat(noOwner.exitCode()).isZero();
            assertThat(ours.value(COUNTS)).isEqualTo("1000 1000");
        }
    }

    private static void run(TestDatabase source, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(source.connectionString());
        assertThat(CommandOracle.run("pg_dump", all, Map.of()).exitCode()).isZero();
    }

    private static Result restore(TestDatabase target, String role, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-d", target.connectionString(role)));
        all.addAll(List.of(arguments));
        return CommandOracle.run("pg_restore", all, Map.of());
    }
}
