package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.internal.text.NativeText;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that are not ASCII select entries of archives that are not in UTF-8. */
@NeedsRealClient
class NameBytesOracleTest {
    @TempDir
    private static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void dump() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE SCHEMA \"schön\"",
                "CREATE TABLE \"schön\".\"größe\" (a int CONSTRAINT \"größe_idx\" PRIMARY KEY)",
                "CREATE INDEX \"größe_a\" ON \"schön\".\"größe\" (a)",
                "CREATE FUNCTION \"schön\".\"größe\"(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TABLE other ()");
        for (String encoding : List.of("SQL_ASCII", "LATIN1")) {
            RealClient.require()
                    .run("pg_dump", "-Fc", "-E", encoding, "-f", archive(encoding), "-d", database.connectionString())
                    .assertSuccess();
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static String archive(String encoding) {
        return folder.resolve(encoding).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "-t, größe",
        "-n, schön",
        "-N, schön",
        "-I, größe_a",
        "-P, größe(integer)",
        "-t, nonesuch",
    })
    void ofTheCommandLine(String option, String name) {
        assertSame("SQL_ASCII", List.of(option, name));
        assertSame("LATIN1", List.of(option, NativeText.decode(name.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static void assertSame(String encoding, List<String> choice) {
        List<String> arguments = List.of("-l", choice.get(0), choice.get(1), archive(encoding));
        Result real = CommandOracle.runReal("pg_restore", arguments);
        Result ours = CommandOracle.run("pg_restore", arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        assertThat(ours.stdout()).isEqualTo(real.stdout());
    }

    @Test
    void ofCommandsThatFail() {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            List<String> arguments = List.of("-I", "größe_a", "-d", target.connectionString(), archive("SQL_ASCII"));
            Result real = CommandOracle.runReal("pg_restore", arguments);
            Result ours = CommandOracle.run("pg_restore", arguments, Map.of());
            assertThat(ours.stderr()).isEqualTo(real.stderr().replaceAll("(?m)^\\S*/pg_restore:", "pg_restore:"));
            assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        }
    }

    /** sengi's own commands show the names of both archives as text, and accept them in that form. */
    @ParameterizedTest
    @CsvSource({"SQL_ASCII", "LATIN1"})
    void ofSengi(String encoding) {
        String table = list(archive(encoding), "-t", "gr*e", "-k", "TABLE");
        assertThat(table).contains("größe").doesNotContain("other");
        assertThat(list(archive(encoding), "-t", "gr??e", "-k", "TABLE")).isEqualTo(table);
        assertThat(list(archive(encoding), "-t", "größe", "-k", "TABLE")).isEqualTo(table);
        assertThat(list(archive(encoding), "-n", "schön")).contains("FUNCTION").doesNotContain("other");
    }

    private static String list(String archive, String... options) {
        return CommandOracle.run("sengi", concat(List.of("list", archive), List.of(options)), Map.of())
                .assertSuccess()
                .text();
    }

    private static List<String> concat(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
