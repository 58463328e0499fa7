package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For a file that cannot be written or read, several sessions report the same as one session. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelFailureTest {
    private static final String DIED = "error: a worker process died unexpectedly\n";

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeAll
    void create() {
        database = TestServer.current().createDatabase();
        for (int i = 0; i < 4; i++) {
            database.execute("CREATE TABLE t" + i + " AS SELECT md5((j * " + i
                    + ")::text) AS t FROM generate_series(1, 10000) j");
        }
    }

    @AfterAll
    void drop() {
        database.close();
    }

    private static Result sengi(String... arguments) {
        return CommandOracle.run("sengi", List.of(arguments), Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fc", "-Fc -Z0", "-Ft", "-Fp", "-Fp -Z gzip"})
    void fullDevice(String options) {
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.addAll(List.of("-f", "/dev/full", "-d", database.connectionString()));
        String alone = CommandOracle.run("pg_dump", arguments, Map.of()).stderr();
        String file = options.startsWith("-Fp") ? "file" : "output file";
        assertThat(alone).isEqualTo("pg_dump: error: could not write to " + file + ": No space left on device\n");
        // Without -q, a slow run reports its progress.
        arguments.addAll(0, List.of("dump", "-q", "-j3"));
        Result ours = CommandOracle.run("sengi", arguments, Map.of());
        assertThat(ours.exitCode()).isEqualTo(1);
        String said = alone.replace("pg_dump:", "sengi dump:");
        assertThat(ours.stderr()).isIn(said, said + "sengi dump: " + DIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fd -Z0", "-Fd -Z0 -j2", "-Fd", "-Fd -j2"})
    @NeedsRealClient
    void directoryOfFilesThatAreTooLarge(String options) {
        String real = limited(List.of(RealClient.require().program("pg_dump").toString()), "real", options);
        // The real program's processes may write at the same time, even within a line.
        assertThat(real).contains(" error: could not write to file: File too large\n");
        String died = options.contains("-j") ? "pg_dump: " + DIED : "";
        assertThat(limited(OurProgram.command("pg_dump"), "ours", options))
                .isEqualTo("pg_dump: error: could not write to file: File too large\n" + died);
    }

    /** Returns the messages of a program that can write only small files. */
    private String limited(List<String> program, String name, String options) {
        List<String> arguments = new ArrayList<>(List.of("-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""));
        arguments.addAll(program);
        arguments.addAll(List.of(options.split(" ")));
        String file = folder.resolve(name + options).toString();
        arguments.addAll(List.of("-f", file, "-d", database.connectionString()));
        Result result = ProgramRun.of(Path.of("/bin/sh"), arguments, new byte[0], Map.of());
        assertThat(result.exitCode()).isEqualTo(1);
        return result.stderr();
    }

    @Test
    void unreadableFile() throws IOException {
        Path archive = folder.resolve("archive");
        sengi("dump", "-Fd", "-Z0", "-f", archive.toString(), database.connectionString())
                .assertSuccess();
        Path unreadable;
        try (Stream<Path> files = Files.list(archive)) {
            unreadable = files.filter(file -> file.toString().endsWith(".dat"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(unreadable);
        Files.createSymbolicLink(unreadable, unreadable.getFileName());
        List<String> errors = new ArrayList<>();
        for (String jobs : List.of("-j1", "-j3")) {
            try (TestDatabase target = TestServer.current().createDatabase()) {
                Result result = CommandOracle.run(
                        "pg_restore", List.of(jobs, "-d", target.connectionString(), archive.toString()), Map.of());
                assertThat(result.exitCode()).isEqualTo(1);
                errors.add(result.stderr());
            }
        }
        assertThat(errors.get(0)).contains(": Too many levels of symbolic links");
        assertThat(errors.get(1)).isEqualTo(errors.get(0) + "pg_restore: " + DIED);
    }
}
