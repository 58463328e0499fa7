package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.command.Termination;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The targets of dumps and restores (files, standard output, databases), and what a failure leaves behind. */
class OutputTest {
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, name text)",
                "INSERT INTO item SELECT i, 'item ' || i FROM generate_series(1, 1000) i");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void scriptIsTheRealOnes() {
        List<String> arguments = List.of("--restrict-key=k", database.connectionString());
        String real = RealClient.require()
                .run("pg_dump", arguments, new byte[0])
                .assertSuccess()
                .text();
        String ours = run("pg_dump", arguments).assertSuccess().text();
        assertThat(ours.replaceFirst("\n-- Dumped by .*", "")).isEqualTo(real.replaceFirst("\n-- Dumped by .*", ""));
    }

    @Test
    void archivesGoThroughFilesAndStandardStreams() throws IOException {
        Path archive = folder.resolve("x.dump");
        Result toFile = run("pg_dump", List.of("-Fc", "-f", archive.toString(), "-d", database.connectionString()));
        assertThat(toFile.assertSuccess().stdout()).isEmpty();
        byte[] streamed = run("pg_dump", List.of("-Fc", database.connectionString()))
                .assertSuccess()
                .stdout();
        String script = run("pg_restore", List.of("--restrict-key=k", "-f-", archive.toString()))
                .assertSuccess()
                .text();
        Path file = folder.resolve("x.sql");
        CommandOracle.run("pg_restore", List.of("--restrict-key=k", "-f", file.toString()), Map.of(), streamed)
                .assertSuccess();
        assertThat(Files.readString(file)).isEqualTo(script).contains("item 1000\n");
    }

    @Test
    void restoreCountsErrorsAndEndsWithOne() {
        byte[] archive = run("pg_dump", List.of("-Fc", database.connectionString()))
                .assertSuccess()
                .stdout();
        try (TestDatabase target = TestServer.current().createDatabase()) {
            List<String> arguments = List.of("-d", target.connectionString());
            Result first = CommandOracle.run("pg_restore", arguments, Map.of(), archive)
                    .assertSuccess();
            assertThat(first.stderr()).isEmpty();
            assertThat(target.value("SELECT count(*) FROM item")).isEqualTo("1000");
            Result again = CommandOracle.run("pg_restore", arguments, Map.of(), archive);
            Result real = RealClient.require().run("pg_restore", arguments, archive);
            assertThat(again.exitCode()).isEqualTo(real.exitCode()).isEqualTo(1);
            assertThat(again.stderr()).isEqualTo(real.stderr()).contains("warning: errors ignored on restore: ");
        }
    }

    @Test
    void failedDumpLeavesNoFile() {
        Path file = folder.resolve("x.dump");
        for (String format : List.of("-Fc", "-Fp")) {
            Result nothing = run(
                    "pg_dump", List.of(format, "-f", file.toString(), "-t", "nonesuch", database.connectionString()));
            assertThat(nothing.stderr()).isEqualTo("pg_dump: error: no matching tables were found\n");
            assertThat(nothing.exitCode()).isEqualTo(1);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void failedRestoreLeavesAnOlderFileAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("x.sql"), "precious");
        Result failed = run("pg_restore", List.of("-f", file.toString()));
        assertThat(failed.stderr()).isEqualTo("pg_restore: error: input file is too short (read 0, expected 5)\n");
        assertThat(file).hasContent("precious");
    }

    @Test
    void unwritableScriptIsReportedAlike() {
        List<String> arguments = List.of("-f", "/nowhere/x", database.connectionString());
        CommandOracle.assertSame("pg_dump", arguments);
        CommandOracle.assertSame("pg_dump", List.of("-f", "", database.connectionString()));
        CommandOracle.assertSame("pg_dump", List.of("-f", folder.toString(), database.connectionString()));
        CommandOracle.assertSame("pg_dump", List.of("-f", "/etc/passwd/x", database.connectionString()));
        CommandOracle.assertSame("pg_dump", List.of("-f", "/nowhere/x", "-t", "nonesuch", database.connectionString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/nowhere/x", "/etc"})
    void unwritableFilesOfRestoresAreReportedAlike(String file) {
        String archive = folder.resolve("x.dump").toString();
        run("pg_dump", List.of("-Fc", "-f", archive, "-d", database.connectionString()))
                .assertSuccess();
        CommandOracle.assertSame("pg_restore", List.of("-f", file, archive));
        CommandOracle.assertSame("pg_restore", List.of("-l", "-f", file, archive));
    }

    @Test
    void brokenPipeIsAnError() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        StandardError messages = new StandardError(err);
        ClientEnvironment client = new ClientEnvironment(Map.of(), "nobody", folder.toString(), messages::println);
        Environment environment = new Environment(
                new ByteArrayInputStream(new byte[0]),
                broken,
                messages,
                client,
                text -> Optional.empty(),
                Termination.never());
        assertThat(Main.command("pg_dump").run(List.of(database.connectionString()), environment))
                .isEqualTo(1);
        assertThat(err).hasToString("pg_dump: error: could not write to file: Broken pipe\n");
    }

    private static Result run(String program, List<String> arguments) {
        return CommandOracle.run(program, arguments, Map.of());
    }
}
