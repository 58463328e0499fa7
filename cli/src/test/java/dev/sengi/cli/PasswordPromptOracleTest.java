package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that the programs read from standard input, because there is no terminal. */
@NeedsRealClient
class PasswordPromptOracleTest {
    private static final TestServer SERVER = TestServer.current();
    private static final Path WITHOUT_TERMINAL = Path.of("/usr/bin/setsid");

    @BeforeAll
    static void makeRoles() throws IOException {
        assumeTrue(Files.isExecutable(WITHOUT_TERMINAL), "setsid is not installed");
        PasswordRoles.make(SERVER, "prompt");
        SERVER.maintenance().execute("ALTER ROLE prompt_password PASSWORD E'\\rpass\\r word'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\rpass\r word\n", "\rpass\r word\r\r\n", "\rpass\r word", "pass word\n", "\rpass\r word \n"})
    void carriageReturnsCountExceptAtTheEnd(String line) {
        List<String> arguments = List.of(
                "-W",
                "--schema-only",
                "--table=pg_catalog.pg_class",
                "host=localhost user=prompt_password dbname=postgres port=" + SERVER.port());
        Result real = run(
                Stream.concat(Stream.of(RealClient.require().program("pg_dump").toString()), arguments.stream())
                        .toList(),
                line);
        Result ours = run(OurProgram.command("pg_dump", arguments.toArray(String[]::new)), line);
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
    }

    /** In pg_dump, a connection string overrides a typed password; in pg_dumpall, it is the other way round. */
    @ParameterizedTest
    @CsvSource({
        "pg_dump, secret, old",
        "pg_dump, wrong, secret",
        "pg_dump, '', secret",
        "pg_dumpall, secret, old",
        "pg_dumpall, wrong, secret",
        "pg_dumpall, '', secret"
    })
    void typedPasswordsAndThoseOfConnectionStrings(String program, String typed, String given) {
        List<String> arguments = new ArrayList<>(List.of("-W", "-d"));
        arguments.add("host=localhost user=prompt_scram dbname=postgres port=" + SERVER.port() + " password=" + given);
        // Without -l, the real pg_dumpall asks again for another database.
        arguments.addAll(
                program.equals("pg_dump")
                        ? List.of("--table=pg_catalog.pg_class")
                        : List.of("--tablespaces-only", "-l", "postgres"));
        Result real = run(
                Stream.concat(Stream.of(RealClient.require().program(program).toString()), arguments.stream())
                        .toList(),
                typed + "\n");
        Result ours = run(OurProgram.command(program, arguments.toArray(String[]::new)), typed + "\n");
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
    }

    private static Result run(List<String> command, String line) {
        List<String> arguments =
                Stream.concat(Stream.of("--wait"), command.stream()).toList();
        return ProgramRun.of(WITHOUT_TERMINAL, arguments, line.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
