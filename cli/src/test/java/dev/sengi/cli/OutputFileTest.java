package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A dump's output files: modes, links, files that cannot be replaced, and what a killed dump leaves behind. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@NeedsRealClient
class OutputFileTest {
    /** Each ends with a listing of the result; {@code dump} is the program with a format. */
    private static final List<String> CASES = List.of(
            "umask 027; dump -f new; ls_ new",
            "umask 027; echo old > x; chmod 640 x; dump -f x; ls_ x",
            "echo old > x; chmod 400 x; chown 12345:54321 x 2> /dev/null; dump -f x; ls_ x",
            "echo old > x; ln x y; dump -f x; ls_ x; cmp x y",
            "echo old > x; ln -s x y; dump -f y; ls_ x y",
            "ln -s later y; dump -f y; ls_ later y",
            "ln -s nowhere/later y; dump -f y; ls_ y",
            "dump -f /dev/fd/3 3> x; ls_ x",
            "dump -f /dev/stdout > x; ls_ x",
            "mkfifo pipe; cat pipe > x & dump --no-sync -f pipe || kill $!; wait; ls_ x pipe",
            "n=$(printf 'n%.0s' $(seq 1 255)); dump -f $n; ls_ $n",
            "mkdir x; dump -f x",
            "dump -f nowhere/x");

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE t AS SELECT i, md5(i::text) m FROM generate_series(1, 1000) i");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    static Stream<Arguments> formatsAndCases() {
        return CASES.stream().flatMap(script -> formatsFor(script).map(format -> arguments(format, script)));
    }

    // Each format writes files in its own way; the cases alternate between scripts and tars.
    private static Stream<String> formatsFor(String script) {
        if (TestServer.isThorough()) {
            return Stream.of("-Fp", "-Fc", "-Ft");
        }
        return Stream.of("-Fc", CASES.indexOf(script) % 2 == 0 ? "-Fp" : "-Ft");
    }

    @ParameterizedTest
    @MethodSource("formatsAndCases")
    void filesAreTheRealOnes(String format, String script) throws IOException {
        Path ours = OurProgram.launcher(folder, "pg_dump");
        Path real = RealClient.require().program("pg_dump");
        assertThat(run(ours, format, script)).isEqualTo(run(real, format, script));
    }

    @Test
    void foldersAreTheRealOnes() throws IOException {
        Path ours = OurProgram.launcher(folder, "pg_dump");
        Path real = RealClient.require().program("pg_dump");
        for (String script : List.of(
                "umask 022; dump -f x; ls_ x x/toc.dat", "mkdir x; chmod 755 x; dump -f x; ls_ x", "dump -f no/x")) {
            assertThat(run(ours, "-Fd", script)).as(script).isEqualTo(run(real, "-Fd", script));
        }
    }

    /** Even if the file cannot be replaced, its old content survives until there is something to write. */
    @Test
    void failedDumpsLeaveFormerFiles() throws IOException {
        Path ours = OurProgram.launcher(folder, "pg_dump");
        for (String format : List.of("-Fp", "-Fc", "-Ft")) {
            String script = "echo old > x; ln x y; dump -t nonesuch -f x; cat x";
            assertThat(run(ours, format, script))
                    .isEqualTo("old\npg_dump: error: no matching tables were found\nexit code 0\n");
        }
    }

    @Test
    void leftoversOfKilledDumpsAreRemovedUnlessInUse() throws Exception {
        Path launcher = OurProgram.launcher(folder, "pg_dump");
        Path target = Files.createDirectory(folder.resolve("target"));
        Path file = target.resolve("out");
        try (TestDatabase locked = TestServer.current().createDatabase();
                Connection owner = locked.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            locked.execute("CREATE TABLE a (x int)");
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE a");
            Process killed = start(launcher, file, locked);
            awaitFiles(target, 1);
            killed.destroyForcibly().waitFor();
            assertThat(target).isNotEmptyDirectory();
            Path left = files(target).get(0);

            Process waiting = start(launcher, file, locked);
            awaitFiles(target, 1);
            while (Files.exists(left)) {
                Thread.sleep(20);
            }
            awaitFiles(target, 1);
            Result verbose = dump(launcher, "-v", "-Fc", "-f", file.toString());
            assertThat(verbose.stderr()).doesNotContain("removed");
            assertThat(files(target)).hasSize(2).contains(file);
            owner.rollback();
            assertThat(waiting.waitFor()).isZero();
            assertThat(files(target)).containsExactly(file);

            Files.writeString(left, "remains");
            Result removed = dump(launcher, "-v", "-Fc", "-f", file.toString());
            assertThat(removed.stderr())
                    .contains("pg_dump: removed \"" + left + "\", which an unfinished dump had left behind\n");
            assertThat(files(target)).containsExactly(file);
        }
    }

    private Process start(Path launcher, Path file, TestDatabase source) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(launcher.toString(), "-Fc", "-f", file.toString(), "-d", source.connectionString());
        builder.environment().put("JAVA_HOME", folder.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private Result dump(Path launcher, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", database.connectionString()));
        Map<String, String> java = Map.of("JAVA_HOME", folder.toString());
        return ProgramRun.of(launcher, arguments, new byte[0], java).assertSuccess();
    }

    private static void awaitFiles(Path target, int count) throws IOException, InterruptedException {
        while (files(target).size() < count) {
            Thread.sleep(20);
        }
    }

    private static List<Path> files(Path target) throws IOException {
        try (Stream<Path> content = Files.list(target)) {
            return content.sorted().toList();
        }
    }

    /** Returns the output and messages of a case, without the names of temporary files. */
    private String run(Path program, String format, String script) throws IOException {
        Path place = Files.createTempDirectory(folder, "case");
        String functions = "cd '" + place + "'; dump() { '" + program + "' " + format + " -d '"
                + database.connectionString() + "' \"$@\"; }; ls_() { for f in \"$@\"; do"
                + " stat -c '%a %u %g %h %F' \"$f\"; test ! -s \"$f\" || echo written; done; }; ";
        Result result = ProgramRun.of(
                Path.of("/bin/sh"),
                List.of("-c", functions + script),
                new byte[0],
                Map.of("JAVA_HOME", folder.toString()));
        try (Stream<Path> hidden = Files.list(place)) {
            assertThat(hidden.filter(file -> file.getFileName().toString().endsWith(".partial")))
                    .isEmpty();
        }
        return result.text() + result.stderr() + "exit code " + result.exitCode() + "\n";
    }
}
