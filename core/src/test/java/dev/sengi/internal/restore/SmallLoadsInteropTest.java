package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are sent together with those of other tables arrive, or fail, as if sent one by one. */
@NeedsRealClient
class SmallLoadsInteropTest {
    private static final int TABLES = 40;
    private static final int MOST_ROWS = 3000;

    /** Changes to a table that already exists in the target; {@code #} represents its name. */
    private static final List<String> OBSTACLES = List.of(
            "CREATE TABLE # (a int)",
            "CREATE TABLE # (a int, b text CHECK (b <> 'row 2'))",
            "CREATE TABLE # (a int, b text CHECK (false))",
            "CREATE TABLE # (a text, b xml)",
            "CREATE VIEW # AS SELECT 1 AS a, 'x' AS b",
            "CREATE TABLE # (a int, b text); CREATE TRIGGER t BEFORE INSERT ON # FOR EACH ROW EXECUTE FUNCTION say()",
            "CREATE TABLE # (a int, b text); CREATE TRIGGER t AFTER INSERT ON # EXECUTE FUNCTION say()",
            "CREATE TABLE # (a int, b text); CREATE TRIGGER t AFTER INSERT ON # EXECUTE FUNCTION set()",
            "CREATE TABLE # (a int, b text); CREATE TRIGGER t AFTER INSERT ON # EXECUTE FUNCTION refuse()",
            "CREATE TABLE # (a int, b text); CREATE CONSTRAINT TRIGGER t AFTER INSERT ON # DEFERRABLE INITIALLY DEFERRED"
                    + " FOR EACH ROW EXECUTE FUNCTION refuse()");

    private static final String FUNCTIONS = """
            CREATE FUNCTION say() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE NOTICE 'loading %', TG_TABLE_NAME; RAISE WARNING 'really'; RETURN NEW; END $$;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE NOTICE 'no'; RAISE EXCEPTION 'never %', TG_TABLE_NAME; END $$;
            CREATE FUNCTION set() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM set_config('application_name', TG_TABLE_NAME, false);
                    PERFORM set_config('DateStyle', 'ISO, YMD', false); RETURN NEW; END $$""";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "1, ''",
        "2, -v",
        "3, -1",
        "4, -e",
        "5, -a -v",
        "6, -a --disable-triggers",
        "7, -a -1",
        "8, -a -e -v",
        "9, --no-data-for-failed-tables -v",
        "10, -c --if-exists",
        "11, -a --transaction-size=7",
        "12, -a",
        "13, -v --no-data-for-failed-tables",
        "14, -a -v",
        "15, -a --transaction-size=1 -v"
    })
    void theyArriveOrFailAsWithPgRestore(long seed, String options) throws IOException {
        Random random = new Random(seed);
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            for (int i = 0; i < TABLES; i++) {
                source.execute("CREATE TABLE t" + i + " AS SELECT i AS a, 'row ' || i AS b FROM generate_series(1, "
                        + rows(random) + ") AS i");
            }
            RealClient.require()
                    .run("pg_dump", "-Fc", "-d", source.connectionString(), "-f", archive.toString())
                    .assertSuccess();
        }
        String setUp = setUp(random, options.contains("-a"));
        try (TestDatabase ours = RestoreOracle.prepared(TestServer.current(), setUp, "postgres");
                TestDatabase theirs = RestoreOracle.prepared(TestServer.current(), setUp, "postgres")) {
            String expected = RestoreOracle.realRestore(theirs, archive, options, "postgres");
            assertThat(RestoreOracle.ourRestore(ours, archive, options, "postgres")
                            .replace(ours.name(), theirs.name()))
                    .isEqualTo(expected);
            RestoreOracle.assertSameContent(theirs, ours);
        }
    }

    private static int rows(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> random.nextInt(MOST_ROWS) + MOST_ROWS;
            case 3 -> random.nextInt(MOST_ROWS);
            default -> random.nextInt(20);
        };
    }

    /** Creates some or all of the tables that the archive contains. */
    private static String setUp(Random random, boolean all) {
        List<String> commands = new ArrayList<>(List.of(FUNCTIONS));
        for (int i = 0; i < TABLES; i++) {
            if (random.nextInt(3) == 0) {
                commands.add(OBSTACLES.get(random.nextInt(OBSTACLES.size())).replace("#", "t" + i));
            } else if (all && random.nextInt(8) > 0) {
                commands.add("CREATE TABLE t" + i + " (a int, b text)");
            }
        }
        return String.join(";\n", commands);
    }
}
