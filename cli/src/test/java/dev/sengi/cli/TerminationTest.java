package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.restore.SlowArchive;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM and SIGINT in the middle of the work: what the real programs make of them, ours make. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@NeedsRealClient
class TerminationTest {
    private static final int SECONDS_TO_END = 60;
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
                assertThat(SlowArchive.running(target)).isEqualTo("0");
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
                assertThat(source.value(WAITING)).isEqualTo("0");
            }
            assertThat(ends.get(1)).isEqualTo(ends.get(0));
            assertThat(folder.resolve("dumpfalse")).doesNotExist();
        }
    }

    private Process start(boolean real, String program, String... arguments) throws IOException {
        Path executable = real ? RealClient.require().program(program) : OurProgram.launcher(folder, program);
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", folder.toString());
        return builder.redirectError(messages().toFile()).start();
    }

    private String end(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        boolean ended = process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the signal has ended it").isTrue();
        return Files.readString(messages()) + "exit code " + process.exitValue();
    }

    private Path messages() {
        return folder.resolve("messages");
    }
}
