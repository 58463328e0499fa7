package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sengi restore} runs plain-text scripts; {@code pg_restore} rejects them as the real one does. */
@NeedsRealClient
class ScriptRestoreOracleTest {

    @TempDir
    private Path folder;

    private static byte[] dump(TestDatabase database, String... options) {
        String[] arguments = new String[options.length + 2];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = "-d";
        arguments[options.length + 1] = database.connectionString();
        return RealClient.require().run("pg_dump", arguments).assertSuccess().stdout();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void scriptsAreRunByOneAndRefusedByTheOther(String compression) throws IOException {
        TestDatabase source = TestServer.current().sample("demo");
        byte[] script = dump(source, "-Z", compression);
        Path file = Files.write(folder.resolve("script.sql"), script);
        try (TestDatabase target = TestServer.current().createDatabase();
                TestDatabase other = TestServer.current().createDatabase()) {
            String into = target.connectionString();
            CommandOracle.assertSame("pg_restore", List.of("-d", into, file.toString()));
            for (String option : List.of("-f", "-Fc")) {
                List<String> arguments = option.equals("-f")
                        ? List.of("-f", "-", file.toString())
                        : List.of(option, "-d", into, file.toString());
                CommandOracle.assertSame("pg_restore", arguments);
            }
            Result ours = CommandOracle.run("sengi", List.of("restore", "-q", "-d", into, file.toString()), Map.of());
            assertThat(ours.stderr()).isEmpty();
            assertThat(ours.exitCode()).isZero();
            ScriptDiff.assertSame(dump(source), dump(target));
            Result fromInput = CommandOracle.run(
                    "sengi", List.of("restore", "-q1", "-d", other.connectionString()), Map.of(), script);
            assertThat(fromInput.stderr()).isEmpty();
            ScriptDiff.assertSame(dump(source), dump(other));
        }
    }

    /** The library rejects some of them, because they have no effect on a script. */
    @ParameterizedTest
    @ValueSource(strings = {"-e", "-j3", "--no-data-for-failed-tables", "-1", "--transaction-size=7"})
    void optionsOfSessionsDoNotPreventWritingAScript(String option) throws IOException {
        Path file =
                Files.write(folder.resolve("archive"), dump(TestServer.current().sample("demo"), "-Fc", "-Z", "none"));
        List<String> arguments = List.of(option, "--restrict-key=key", "-f", "-", file.toString());
        Result real = RealClient.require()
                .run("pg_restore", arguments.toArray(String[]::new))
                .assertSuccess();
        Result ours = CommandOracle.run("pg_restore", arguments, Map.of());
        assertThat(ours.stderr()).isEmpty();
        assertThat(ours.exitCode()).isZero();
        ScriptDiff.assertSame(real.stdout(), ours.stdout());
    }

    @Test
    void errorsAreInTheExitCode() throws IOException {
        Path file = Files.writeString(
                folder.resolve("script.sql"),
                "--\n-- PostgreSQL database dump\n--\n\nSELECT missing;\n-- PostgreSQL database dump complete\n");
        String into = TestServer.current().maintenance().connectionString();
        Result result = CommandOracle.run("sengi", List.of("restore", "-q", "-d", into, file.toString()), Map.of());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("""
                sengi restore: error: line 5: could not execute query: ERROR:  column "missing" does not exist
                LINE 1: SELECT missing;
                               ^
                Command was: SELECT missing;
                sengi restore: warning: errors ignored on restore: 1
                """);
        Result refused = CommandOracle.run("sengi", List.of("restore", "-c", "-d", into, file.toString()), Map.of());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.stderr())
                .isEqualTo("sengi restore: error: option --clean requires an archive,"
                        + " but the input is a plain-text script\n");
    }
}
