package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pg_restore --dry-run}, which the real program does not have. */
class DryRunTest {

    @TempDir
    private Path folder;

    private Path archive;

    @BeforeEach
    void dump() {
        archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE a (x int PRIMARY KEY)", "CREATE TABLE b (y serial)", "COMMENT ON TABLE b IS 'b'");
            source.execute("CREATE MATERIALIZED VIEW m AS SELECT 1", "GRANT SELECT ON a TO PUBLIC");
            RealClient.require()
                    .run("pg_dump", "-Fc", "-f", archive.toString(), source.connectionString())
                    .assertSuccess();
        }
    }

    @Test
    void showsInOrderWhatWouldAndWouldNotBeDone() {
        String plan = plan("-c", "-t", "b");
        assertThat(plan.lines().map(DryRunTest::withoutNumbers))
                .contains(
                        "; drop TABLE public b postgres",
                        "TABLE public b postgres ; create",
                        "COMMENT public TABLE b postgres ; create",
                        "TABLE DATA public b postgres ; load",
                        "; skip TABLE public a postgres ; its name was not selected",
                        "; skip ACL public TABLE a postgres ; the object it belongs to is not restored",
                        "; skip ENCODING - ENCODING ; it is a setting of the session");
        assertThat(plan("-s")).contains("; it contains nothing that is restored");
        assertThat(plan("-x")).contains("; entries of its kind are left out");
        assertThat(plan("--section=data")).contains("; its section is not restored");
    }

    @Test
    void isAListOfTheOrderOfTheRestore() throws Exception {
        Path list = Files.writeString(folder.resolve("list"), plan());
        Result all =
                CommandOracle.run("pg_restore", List.of("-f", "-", "--restrict-key=x", archive.toString()), Map.of());
        Result listed = CommandOracle.run(
                "pg_restore",
                List.of("-f", "-", "--restrict-key=x", "-L", list.toString(), archive.toString()),
                Map.of());
        assertThat(listed.stdout()).isEqualTo(all.stdout());
    }

    @Test
    void itsNameIsNotAbbreviated() {
        Result result = CommandOracle.run("pg_restore", List.of("--dry", archive.toString()), Map.of());
        assertThat(result.stderr()).contains("unrecognized option '--dry'");
    }

    private String plan(String... options) {
        List<String> arguments = new java.util.ArrayList<>(List.of(options));
        arguments.addAll(List.of("--dry-run", archive.toString()));
        Result result = CommandOracle.run("pg_restore", arguments, Map.of());
        assertThat(result.stderr()).isEmpty();
        return new String(result.stdout(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("\\d+; \\d+ \\d+ ", "").stripTrailing();
    }
}
