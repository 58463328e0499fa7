package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sengi verify --against}. */
class VerifyAgainstTest {
    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE item (id int, twice int GENERATED ALWAYS AS (id * 2) STORED)",
                "INSERT INTO item SELECT generate_series(1, 1000)",
                "CREATE TABLE event (day date) PARTITION BY RANGE (day)",
                "CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
                "CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
                "INSERT INTO event VALUES ('2020-02-02'), ('2021-02-02'), ('2021-03-03')",
                "SELECT lo_from_bytea(i, 'large') FROM generate_series(1, 3) i");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static Result sengi(String... arguments) {
        return CommandOracle.run("sengi", List.of(arguments), Map.of());
    }

    private String dump(String... options) {
        String file = folder.resolve("shop").toString();
        sengi(Stream.concat(
                                Stream.of("dump", "-f", file, database.connectionString()),
                                Arrays.stream(options.length == 0 ? new String[] {"-Fc"} : options))
                        .toArray(String[]::new))
                .assertSuccess();
        return file;
    }

    private Result verify(String archive, String... options) {
        return sengi(Stream.concat(
                        Stream.of("verify", archive, "--against", database.connectionString()), Arrays.stream(options))
                .toArray(String[]::new));
    }

    private static List<String> tail(Result result) {
        return result.text().lines().skip(1).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Fc",
                "-Ft",
                "-Fd",
                "-Fc --inserts",
                "-Fc --rows-per-insert=7",
                "-Fc --column-inserts",
                "-Fc --split-tables-larger-than=8kB"
            })
    void databaseThatWasDumpedIsEqual(String options) {
        String file = dump(options.split(" "));
        assertThat(tail(verify(file).assertSuccess()))
                .containsExactly(
                        file + ": equal: the database has the same 1003 rows in 3 tables, and 3 large objects");
    }

    @Test
    void anArchiveInAPipeIsComparedToo() throws IOException {
        byte[] archive = Files.readAllBytes(Path.of(dump()));
        Result result = CommandOracle.run(
                "sengi", List.of("verify", "--against", database.connectionString()), Map.of(), archive);
        assertThat(tail(result.assertSuccess()))
                .containsExactly(
                        "standard input: equal: the database has the same 1003 rows in 3 tables, and 3 large objects");
    }

    @Test
    void differencesAreListed() {
        database.execute("CREATE TABLE gone ()");
        String file = dump();
        database.execute(
                "DROP TABLE gone",
                "CREATE TABLE added AS SELECT 1 i",
                "DELETE FROM event WHERE day = '2021-03-03'",
                "SELECT lo_unlink(2)");
        Result result = verify(file);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(tail(result))
                .containsExactly(
                        "SCHEMA  TABLE            ARCHIVE  DATABASE",
                        "public  added            missing         1",
                        "public  event_2                2         1",
                        "public  gone                   0   missing",
                        "        (large objects)        3         2",
                        file + ": different: 4 of 6 counts differ from the database");
        String json = verify(file, "--json").text().replace("'", "''");
        assertThat(database.rows("SELECT e->>'name', e#>>'{archive,count}', e#>>'{database,count}', e->>'equal'"
                        + " FROM jsonb_array_elements('" + json + "'::jsonb#>'{against,counts}') e"))
                .containsExactly(
                        Arrays.asList("added", null, "1", "false"),
                        List.of("event_1", "1", "1", "true"),
                        List.of("event_2", "2", "1", "false"),
                        Arrays.asList("gone", "0", null, "false"),
                        List.of("item", "1000", "1000", "true"),
                        Arrays.asList(null, "3", "2", "false"));
        assertThat(database.value("SELECT '" + json + "'::jsonb->>'whole'")).isEqualTo("true");
    }

    @Test
    void partOfADatabaseIsComparedWithItsTablesOnly() {
        String file = dump("-Fc", "-t", "item");
        assertThat(verify(file).exitCode()).isEqualTo(1);
        assertThat(tail(verify(file, "--only-archived").assertSuccess()))
                .containsExactly(file + ": equal: the database has the same 1000 rows in 1 table");
    }

    /** Bytes of a database without an encoding are shown as UTF-8. */
    @ParameterizedTest
    @CsvSource({"UTF8, SQL_ASCII", "SQL_ASCII, UTF8", "SQL_ASCII, SQL_ASCII"})
    void namesWithoutAnEncodingAreReadable(String from, String to) {
        TestServer server = TestServer.current();
        try (TestDatabase source = server.createDatabase("ENCODING '" + from + "' LOCALE 'C'");
                TestDatabase target = server.createDatabase("ENCODING '" + to + "' LOCALE 'C'")) {
            source.execute("CREATE TABLE größe AS SELECT 1 i", "CREATE SCHEMA \"表\"", "CREATE TABLE \"表\".\"€\" ()");
            String file = folder.resolve("source").toString();
            sengi("dump", "-Fc", "-f", file, source.connectionString()).assertSuccess();
            sengi("restore", "-q", "-d", target.connectionString(), file).assertSuccess();
            assertThat(tail(sengi("verify", file, "--against", target.connectionString())
                            .assertSuccess()))
                    .containsExactly(file + ": equal: the database has the same 1 row in 2 tables");
            target.execute("CREATE TABLE \"süß\" ()", "INSERT INTO größe VALUES (2)");
            assertThat(tail(sengi("verify", file, "--against", target.connectionString())))
                    .containsExactly(
                            "SCHEMA  TABLE  ARCHIVE  DATABASE",
                            "public  größe        1         2",
                            "public  süß    missing         0",
                            file + ": different: 2 of 3 counts differ from the database");
        }
    }

    @Test
    void whatCannotBeCountedIsNotEqual() {
        String role = "verifying_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role,
                "ALTER TABLE item ENABLE ROW LEVEL SECURITY");
        try {
            String file = dump();
            Result result = sengi("verify", file, "--against", database.connectionString(role));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(tail(result))
                    .containsExactly(
                            "SCHEMA  TABLE  ARCHIVE            DATABASE",
                            "public  item      1000  row-level security",
                            file + ": different: 1 of 4 counts differ from the database");
        } finally {
            database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void errorsAreReported() {
        String file = dump();
        Result result =
                sengi("verify", file, "--against", database.connectionString().replace(database.name(), "nonesuch"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr())
                .startsWith("sengi verify: error: connection to server ")
                .contains("database \"nonesuch\" does not exist");
        assertThat(sengi("verify", file, "--only-archived").stderr())
                .isEqualTo("sengi verify: error: option --only-archived requires option --against\n");
    }
}
