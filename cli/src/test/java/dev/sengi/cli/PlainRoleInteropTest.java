package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Restores objects whose owners do not exist, by a role that is not a superuser. */
@Tag("every-server")
@NeedsRealClient
class PlainRoleInteropTest {
    private static final String COUNTS = "SELECT (SELECT count(*) FROM a) || ' ' || (SELECT count(*) FROM b)";

    private static final String OBJECTS_OF_A_ROLE = """
            CREATE ROLE gone_{role};
            CREATE ROLE {role} LOGIN;
            CREATE SCHEMA owned AUTHORIZATION gone_{role};
            SET ROLE gone_{role};
            CREATE TYPE owned.mood AS ENUM ('calm', 'wild');
            CREATE FUNCTION owned.calm() RETURNS owned.mood LANGUAGE sql AS $$ SELECT 'calm'::owned.mood $$;
            CREATE TABLE owned.notes (id serial PRIMARY KEY, note text, mood owned.mood DEFAULT owned.calm());
            INSERT INTO owned.notes (note) VALUES ('a'), ('b');
            CREATE VIEW owned.calm_notes AS SELECT note FROM owned.notes WHERE mood = 'calm';
            CREATE MATERIALIZED VIEW owned.copies AS SELECT * FROM owned.calm_notes;
            SELECT lo_from_bytea(4711, 'abc');
            RESET ROLE""";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
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
            Result real = RealClient.requireFor(theirs.server())
                    .run("pg_restore", "-d", theirs.connectionString(suffix), archive);
            if (major >= 17) {
                assertThat(mine.stderr()).isEqualTo(real.stderr());
            } else {
                // The real program sends a setting that these servers lack, and counts that as an error too.
                assertThat(real.stderr()).contains("transaction_timeout");
                assertThat(errors(mine)).isEqualTo(errors(real) - 1);
            }
            assertThat(errors(mine)).isPositive();
            assertThat(mine.exitCode()).isEqualTo(real.exitCode()).isEqualTo(1);
            assertThat(ours.value(COUNTS)).isEqualTo("1000 1000");

            ours.execute("DROP TABLE b, a");
            Result noOwner = restore(ours, suffix, "-O", "-x", archive);
            assertThat(noOwner.stderr()).isEmpty();
            assertThat(noOwner.exitCode()).isZero();
            assertThat(ours.value(COUNTS)).isEqualTo("1000 1000");
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    void withoutOwnersThereIsNoError(int major) {
        String suffix = "owned_" + major;
        String archive = folder.resolve("unowned.dump").toString();
        try (TestDatabase source = TestServer.of(major).createDatabase();
                TestDatabase target = TestServer.of(major).createDatabase()) {
            source.execute(OBJECTS_OF_A_ROLE.replace("{role}", suffix));
            run(source, "-Fc", "-f", archive);
            source.execute("DROP OWNED BY gone_" + suffix + " CASCADE", "DROP ROLE gone_" + suffix);
            target.execute("ALTER DATABASE " + target.name() + " OWNER TO " + suffix);

            Result result = restore(target, suffix, "-O", archive);
            assertThat(result.stderr()).isEmpty();
            assertThat(result.exitCode()).isZero();
            assertThat(target.value("SELECT string_agg(note, ',' ORDER BY note) FROM owned.copies"))
                    .isEqualTo("a,b");
        }
    }

    private static int errors(Result result) {
        Matcher count = Pattern.compile("errors ignored on restore: (\\d+)").matcher(result.stderr());
        assertThat(count.find()).as(result.stderr()).isTrue();
        return Integer.parseInt(count.group(1));
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
