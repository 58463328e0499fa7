package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.internal.restore.SlowArchive;
import dev.sengi.internal.text.DisplayWidth;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The progress bar of {@code sengi dump} and {@code sengi restore} on a terminal. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProgressBarTest {
    private static final String LONG = "a table with quite a long name, 時刻表 and more";
    private static final int COLUMNS = 100;
    private static TestDatabase database;

    @TempDir
    private Path folder;

    private Path launcher;
    private Path pipe;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        // More than fits in buffers and sockets, so that a dump whose output is not read has not received all of it.
        database.execute("CREATE TABLE \"" + LONG + "\" AS SELECT g AS id, md5(g::text) AS text FROM"
                + " generate_series(1, 1000000) g");
        database.analyze();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void install() throws IOException {
        launcher = OurProgram.launcher(folder, "sengi");
        pipe = folder.resolve("pipe");
        ProgramRun.of(Path.of("mkfifo"), List.of(pipe.toString()), new byte[0], Map.of())
                .assertSuccess();
    }

    /** Starts a dump into a pipe that is not read yet, and prints its exit code at the end. */
    private TerminalSession dump(Map<String, String> variables, String options) throws IOException {
        return start(
                variables, "dump -Fc -Z none " + options + " '" + database.connectionString() + "' > '" + pipe + "'");
    }

    private TerminalSession start(Map<String, String> variables, String arguments) throws IOException {
        return new TerminalSession(
                folder,
                COLUMNS,
                24,
                variables,
                "trap : INT; JAVA_HOME='" + folder + "' '" + launcher + "' " + arguments + "; echo exit code $?");
    }

    /** Lets the dump advance until there is something to show. */
    private static List<String> awaitBar(TerminalSession session, InputStream in)
            throws IOException, InterruptedException {
        in.readNBytes(5_000_000);
        return session.await(lines -> shows(lines, "%") && shows(lines, " MB"));
    }

    private static boolean shows(List<String> screen, String text) {
        return screen.stream().anyMatch(line -> line.contains(text));
    }

    @Test
    void showsWhatIsDoneAndLeavesTheSummary() throws Exception {
        try (TerminalSession session = dump(Map.of(), "");
                InputStream in = Files.newInputStream(pipe)) {
            List<String> screen = awaitBar(session, in);
            assertThat(screen).hasSize(2);
            assertThat(screen.get(0)).matches("dumping +\\d+% \\[#*\\.*\\]  .* left  \\d.* [kM]B  .*");
            assertThat(screen.get(1)).startsWith("  public." + LONG.substring(0, 20));
            in.transferTo(OutputStream.nullOutputStream());
            assertThat(session.end())
                    .hasSizeBetween(3, 5)
                    .noneMatch(line -> line.contains("dumping") || line.contains("\33"))
                    .first()
                    .asString()
                    .startsWith("sengi dump: dumped 1 table, 1,000,000 rows, 3");
            assertThat(session.screen()).last().isEqualTo("exit code 0");
        }
    }

    /**
     * A frame that is in transit when the size changes is wrapped, and its remainder stays above the bar. An error in
     * three sessions has another cause.
     */
    @Test
    void linesFitTheTerminalWhileItsSizeChanges() throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                assertLinesFitTheTerminalWhileItsSizeChanges();
                return;
            } catch (AssertionError e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    private void assertLinesFitTheTerminalWhileItsSizeChanges() throws Exception {
        try (TerminalSession session = dump(Map.of(), "");
                InputStream in = Files.newInputStream(pipe)) {
            awaitBar(session, in);
            for (int columns : new int[] {50, 20, 9, 120}) {
                session.resize(columns, 24);
                // The emulator truncates lines at the last column, which ours do not reach.
                List<String> screen = session.await(lines -> lines.size() == 2
                        && (columns > 80 ? lines.get(1).contains(LONG) : DisplayWidth.of(lines.get(1)) == columns - 1));
                assertThat(screen).allMatch(line -> DisplayWidth.of(line) < columns);
            }
            session.resize(80, 2);
            session.await(lines -> lines.size() == 1);
            in.transferTo(OutputStream.nullOutputStream());
            session.end();
            assertThat(session.screen()).last().isEqualTo("exit code 0");
        }
    }

    @Test
    void isGoneAfterControlC() throws Exception {
        try (TerminalSession session = dump(Map.of(), "");
                InputStream in = Files.newInputStream(pipe)) {
            awaitBar(session, in);
            session.type("\3");
            assertThat(session.end())
                    .filteredOn(line -> !line.equals("^C"))
                    .containsExactly("sengi dump: terminated by user", "exit code 1");
        }
    }

    @Test
    void isGoneAfterAnError() throws Exception {
        try (TerminalSession session = dump(Map.of(), "");
                InputStream in = Files.newInputStream(pipe)) {
            awaitBar(session, in);
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pg_dump'"
                    + " AND datname = current_database()");
            in.transferTo(OutputStream.nullOutputStream());
            assertThat(session.end())
                    .noneMatch(line -> line.contains("dumping"))
                    .anyMatch(line -> line.startsWith("sengi dump: error: "))
                    .last()
                    .isEqualTo("exit code 1");
        }
    }

    /** Errors of a restore, while a slow index keeps the bar on the screen. */
    @Test
    @NeedsRealClient
    void messagesAppearAboveIt() throws Exception {
        Path archive = SlowArchive.make(folder.resolve("slow"));
        try (TestDatabase target = SlowArchive.target()) {
            target.execute("CREATE TABLE a (x int)", "CREATE TABLE b (y int)");
            try (TerminalSession session =
                    start(Map.of(), "restore -v -d '" + target.connectionString() + "' '" + archive + "'")) {
                SlowArchive.awaitIndex(target);
                List<String> screen = session.await(lines -> shows(lines, "  INDEX public.slow"));
                assertThat(screen.subList(screen.size() - 2, screen.size()))
                        .satisfiesExactly(
                                bar -> assertThat(bar).matches("finishing +\\d+% .* of .* entries"),
                                entry -> assertThat(entry).startsWith("  INDEX public.slow  0:"));
                assertThat(screen)
                        .containsOnlyOnce("sengi restore: creating TABLE \"public.a\"")
                        .contains(
                                "sengi restore: error: could not execute query: ERROR:  relation \"b\" already exists");
                session.type("\3");
                assertThat(session.end())
                        .noneMatch(line -> line.startsWith("finishing"))
                        .contains("sengi restore: terminated by user")
                        .last()
                        .isEqualTo("exit code 1");
            }
        }
    }

    @Test
    void coloursAreOptional() throws Exception {
        assertThat(barAndSummary(Map.of(), "")).contains("\33[32m#", "\33[01msengi dump:");
        assertThat(barAndSummary(Map.of("NO_COLOR", "1"), "")).contains("#").doesNotContain("\33[32m", "\33[01m");
        assertThat(barAndSummary(Map.of(), "--color=never")).contains("#").doesNotContain("\33[32m", "\33[01m");
        assertThat(barAndSummary(Map.of("NO_COLOR", "1"), "--color=always")).contains("\33[32m#");
    }

    @Test
    void terminalsThatOnlyShowTextGetLines() throws Exception {
        assertThat(output(Map.of("TERM", "dumb"), "")).doesNotContain("\33").contains("sengi dump: dumped 1 table");
        assertThat(output(Map.of(), "--progress=none")).doesNotContain("#").contains("dumped 1 table");
        assertThat(output(Map.of(), "--quiet")).isEqualTo("exit code 0\r\n");
    }

    /** Runs a dump that pauses until the bar has shown part of the work. */
    private String barAndSummary(Map<String, String> variables, String options) throws Exception {
        try (TerminalSession session = dump(variables, options);
                InputStream in = Files.newInputStream(pipe)) {
            awaitBar(session, in);
            session.await(lines -> shows(lines, "#"));
            in.transferTo(OutputStream.nullOutputStream());
            session.end();
            return session.output();
        }
    }

    /** Runs a dump that pauses for so long that a bar would be shown. */
    private String output(Map<String, String> variables, String options) throws Exception {
        try (TerminalSession session = dump(variables, options);
                InputStream in = Files.newInputStream(pipe)) {
            in.readNBytes(5_000_000);
            Thread.sleep(500);
            in.transferTo(OutputStream.nullOutputStream());
            session.end();
            return session.output();
        }
    }

    /** A script and a bar on one terminal would overwrite each other. */
    @Test
    void scriptsOnTheTerminalAreAlone() throws Exception {
        try (TerminalSession session =
                start(Map.of(), "dump -s --restrict-key=k '" + database.connectionString() + "'")) {
            session.end();
            assertThat(session.output()).contains("CREATE TABLE").doesNotContain("dumping", "catalog\33");
        }
    }
}
