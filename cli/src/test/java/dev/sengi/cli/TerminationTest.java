package dev.sengi.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.archive.Compression;
import dev.sengi.internal.restore.SlowArchive;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After SIGTERM and SIGINT in the middle of the work, our programs end as the real ones do. */
@Isolated // A signal during startup waits only a few seconds for the work to begin.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@NeedsRealClient
class TerminationTest {
    private static final int SECONDS_TO_END = 60;
    /** Work that does not end gets five seconds. */
    private static final Duration LESS_THAN_TIDYING_UP = Duration.ofSeconds(4);

    private static final String COPYING = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%'"
            + " AND state = 'active' AND datname = current_database()";
    private static final String WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, -j1", "INT, -j1", "TERM, -j3", "INT, -1"})
    void restoresEnd(String signal, String option) throws Exception {
        Path archive = SlowArchive.make(folder.resolve("slow"));
        List<String> ends = new ArrayList<>();
        for (boolean real : new boolean[] {true, false}) {
            try (TestDatabase target = SlowArchive.target()) {
                Process process =
                        start(real, "pg_restore", option, "-d", target.connectionString(), archive.toString());
                SlowArchive.awaitIndex(target);
                ends.add(end(process, signal));
                SlowArchive.awaitEnd(target);
            }
        }
        assertThat(ends.get(1)).isEqualTo(ends.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void dumpsEnd(String signal) throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase();
                Connection owner = source.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("CREATE TABLE a (x int)");
            owner.commit();
            statement.execute("LOCK TABLE a");
            List<String> ends = new ArrayList<>();
            for (boolean real : new boolean[] {true, false}) {
                Path file = folder.resolve("dump" + real);
                Process process = start(real, "pg_dump", "-Fc", "-f", file.toString(), source.connectionString());
                while (source.value(WAITING).equals("0")) {
                    Thread.sleep(20);
                }
                ends.add(end(process, signal));
                await("0", () -> source.value(WAITING));
            }
            assertThat(ends.get(1)).isEqualTo(ends.get(0));
            assertThat(folder.resolve("dumpfalse")).doesNotExist();
        }
    }

    /** The real program does the same, but a test cannot show it: children of a JVM have SIGQUIT blocked. */
    @Test
    void quitEndsDumpsAsOtherSignalsDo() throws Exception {
        assumeSignalsAreBlocked();
        try (TestDatabase source = TestServer.current().createDatabase();
                Connection owner = source.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("CREATE TABLE a (x int)");
            owner.commit();
            statement.execute("LOCK TABLE a");
            Process process = start(false, "pg_dump", source.connectionString());
            while (source.value(WAITING).equals("0")) {
                Thread.sleep(20);
            }
            assertThat(end(process, "QUIT")).isEqualTo("pg_dump: terminated by user\nexit code 1");
            assertThat(folder.resolve("output")).isEmptyFile();
            await("0", () -> source.value(WAITING));
        }
    }

    /** By the time our JVM has started, the real program is already working. */
    @ParameterizedTest
    @ValueSource(ints = {0, 60, 150})
    void signalsWhileTheJvmStartsEndTheWork(int milliseconds) throws Exception {
        assumeSignalsAreBlocked();
        try (TestDatabase source = TestServer.current().createDatabase();
                Connection owner = source.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("CREATE TABLE a (x int)");
            owner.commit();
            // The dump must not be finished when a late signal arrives.
            statement.execute("LOCK TABLE a");
            Process process = start(false, "pg_dump", source.connectionString());
            Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            // Until env has blocked the signals, they end the process like any other process that is starting.
            String line = "";
            while (!line.contains("dev.sengi.cli.Main") || line.startsWith("env")) {
                Thread.sleep(1);
                line = Files.readString(commandLine, ISO_8859_1);
            }
            Thread.sleep(milliseconds);
            assertThat(end(process, "TERM")).isEqualTo("pg_dump: terminated by user\nexit code 1");
        }
    }

    /** Like a shell's background job, which ignores SIGINT. */
    @Test
    void ignoredInterruptsCountWhileServersWork() throws Exception {
        assumeSignalsAreBlocked();
        try (TestDatabase source = TestServer.current().createDatabase();
                Connection owner = source.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("CREATE TABLE a (x int)");
            owner.commit();
            statement.execute("LOCK TABLE a");
            String job = "trap '' INT; exec '" + OurProgram.launcher(folder, "pg_dump") + "' \"$0\"";
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", job, source.connectionString());
            builder.environment().put("JAVA_HOME", folder.toString());
            Process process = builder.redirectError(messages().toFile()).start();
            while (source.value(WAITING).equals("0")) {
                Thread.sleep(20);
            }
            assertThat(end(process, "INT")).isEqualTo("pg_dump: terminated by user\nexit code 1");
        }
    }

    /** PostgreSQL has no counterparts of these commands. */
    @ParameterizedTest
    @CsvSource({"diff, TERM, 2", "diff, INT, 2", "verify, TERM, 1"})
    void comparisonsCancelTheirStatements(String command, String signal, int exitCode) throws Exception {
        assumeSignalsAreBlocked();
        try (TestDatabase source = TestServer.current().createDatabase();
                Connection owner = source.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            source.execute("CREATE TABLE a (x int)");
            String file = folder.resolve("dump").toString();
            RealClient.require()
                    .run("pg_dump", List.of("-Fc", "-f", file, source.connectionString()), new byte[0])
                    .assertSuccess();
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE a");
            Process process = command.equals("diff")
                    ? start(false, "sengi", command, file, source.connectionString())
                    : start(false, "sengi", command, file, "--against", source.connectionString());
            while (source.value(WAITING).equals("0")) {
                Thread.sleep(20);
            }
            assertThat(end(process, signal))
                    .isEqualTo("sengi " + command + ": terminated by user\nexit code " + exitCode);
            await("0", () -> source.value(WAITING));
        }
    }

    /** A command that uses no server is ended by the signal, and leaves no files. */
    @ParameterizedTest
    @CsvSource({"TERM, c, 143", "INT, d, 130", "QUIT, t, 131"})
    void conversionsLeaveNothing(String signal, String format, int exitCode) throws Exception {
        assumeSignalsAreBlocked();
        Path archive = folder.resolve("source");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE t AS SELECT i, md5(i::text) m FROM generate_series(1, 100000) i");
            RealClient.require()
                    .run("pg_dump", List.of("-Fc", "-f", archive.toString(), source.connectionString()), new byte[0])
                    .assertSuccess();
        }
        Path target = Files.createDirectory(folder.resolve("target"));
        Path made = target.resolve("made");
        // The rest never arrives, so the work cannot finish before the signal.
        Path pipe = pipe();
        Process process = start(false, "sengi", "convert", "-F", format, pipe.toString(), made.toString());
        try (OutputStream part = Files.newOutputStream(pipe)) {
            byte[] whole = Files.readAllBytes(archive);
            part.write(whole, 0, whole.length / 2);
            while (process.isAlive() && isEmpty(target)) {
                Thread.sleep(5);
            }
            assertThat(end(process, signal)).isEqualTo("exit code " + exitCode);
        }
        assertThat(target).isEmptyDirectory();
    }

    /** There is nothing to wait for, neither right after the start nor later. */
    @ParameterizedTest
    @CsvSource({"pg_restore, -f, output, pipe", "sengi, convert, pipe, output", "sengi, extract, pipe, t"})
    void commandsWithoutServersEndAtOnce(ArgumentsAccessor line) throws Exception {
        assumeSignalsAreBlocked();
        Path archive = folder.resolve("source");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE t AS SELECT 1");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        }
        Path pipe = pipe();
        List<String> arguments = line.toList().stream()
                .skip(1)
                .map(Object::toString)
                .map(word -> word.equals("pipe") || word.equals("output")
                        ? folder.resolve(word).toString()
                        : word)
                .toList();
        Process process = start(false, line.getString(0), arguments.toArray(String[]::new));
        // Opening the pipe waits for the command.
        try (OutputStream part = Files.newOutputStream(pipe)) {
            kill(process, "TERM");
            Thread.sleep(500);
            part.write(Files.readAllBytes(archive));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Broken pipe");
        }
        assertThat(awaitEnd(process)).isEqualTo("exit code 143");
    }

    /** The server can be told to stop, but nothing can make the process at the other end of a pipe continue. */
    @ParameterizedTest
    @CsvSource({"TERM, -j1", "INT, -j3", "TERM, -1"})
    void restoresEndWhileTheirInputIsAwaited(String signal, String option) throws Exception {
        assumeSignalsAreBlocked();
        Path archive = folder.resolve("source");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE t AS SELECT i, md5(i::text) m FROM generate_series(1, 100000) i");
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .compression(Compression.none())
                    .to(archive);
            Path pipe = pipe();
            Process process = start(false, "pg_restore", option, "-d", target.connectionString(), pipe.toString());
            try (OutputStream part = Files.newOutputStream(pipe)) {
                byte[] whole = Files.readAllBytes(archive);
                part.write(whole, 0, whole.length / 2);
                while (target.value(COPYING).equals("0")) {
                    Thread.sleep(20);
                }
                long start = System.nanoTime();
                assertThat(end(process, signal)).isEqualTo("pg_restore: terminated by user\nexit code 1");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LESS_THAN_TIDYING_UP);
            }
            await("0", () -> target.value(COPYING));
        }
    }

    @Test
    void dumpsEndWhileNobodyReadsThem() throws Exception {
        assumeSignalsAreBlocked();
        try (TestDatabase source = TestServer.current().createDatabase()) {
            // More than the system's buffers hold between the server and the command.
            source.execute("CREATE TABLE t AS SELECT i, repeat(md5(i::text), 100) m FROM generate_series(1, 30000) i");
            Path pipe = pipe();
            Process process = start(false, "pg_dump", "-f", pipe.toString(), source.connectionString());
            try (InputStream part = Files.newInputStream(pipe)) {
                assertThat(part.read()).isPositive();
                while (source.value(COPYING).equals("0")) {
                    Thread.sleep(20);
                }
                long start = System.nanoTime();
                assertThat(end(process, "TERM")).isEqualTo("pg_dump: terminated by user\nexit code 1");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LESS_THAN_TIDYING_UP);
            }
            await("0", () -> source.value(COPYING));
        }
    }

    private Path pipe() {
        Path pipe = folder.resolve("pipe");
        ProgramRun.of(Path.of("mkfifo"), List.of(pipe.toString()), new byte[0], Map.of())
                .assertSuccess();
        return pipe;
    }

    /** The real programs do not wait until the server has acted on a cancel request. */
    private static void await(String value, Supplier<String> actual) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
        while (!actual.get().equals(value) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(actual.get()).isEqualTo(value);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    private static void assumeSignalsAreBlocked() {
        assumeTrue(areSignalsBlocked(), "signals cannot be blocked here");
    }

    /** Returns whether the launcher can block signals, which requires Linux and GNU env. */
    private static boolean areSignalsBlocked() {
        List<String> arguments = List.of("--block-signal=INT", "true");
        int code =
                ProgramRun.of(Path.of("env"), arguments, new byte[0], Map.of()).exitCode();
        return code == 0 && Files.exists(Path.of("/proc/self/status"));
    }

    private Process start(boolean real, String program, String... arguments) throws IOException {
        Path executable = real ? RealClient.require().program(program) : OurProgram.launcher(folder, program);
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        if (areSignalsBlocked()) {
            // The tests themselves may run as a shell's background job, which ignores SIGINT.
            command.addAll(0, List.of("env", "--default-signal=INT"));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", folder.toString());
        return builder.redirectOutput(folder.resolve("output").toFile())
                .redirectError(messages().toFile())
                .start();
    }

    private String end(Process process, String signal) throws IOException, InterruptedException {
        kill(process, signal);
        return awaitEnd(process);
    }

    private static void kill(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private String awaitEnd(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended by the signal").isTrue();
        return Files.readString(messages()) + "exit code " + process.exitValue();
    }

    private Path messages() {
        return folder.resolve("messages");
    }
}
