package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.restore.SlowArchive;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
@Timeout(value = 80, unit = TimeUnit.SECONDS)
class TerminationTest {

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
                while (source.value("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .equals("0")) {
                    Thread.sleep(20);
                }
                ends.add(end(process, signal));
                assertThat(source.value("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                        .isEqualTo("0");
            }
            assertThat(ends.get(1)).isEqualTo(ends.get(0));
            assertThat(folder.resolve("dumpfalse")).doesNotExist();
        }
    }

    private static Process start(boolean real, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (real) {
            command.add(RealClient.require().program(program).toString());
            command.addAll(List.of(arguments));
        } else {
            command.addAll(OurProgram.command(program, arguments));
        }
        return new ProcessBuilder(command).start();
    }

    private static String end(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        byte[] messages = process.getErrorStream().readAllBytes();
        return new String(messages, StandardCharsets.UTF_8) + "exit code " + process.waitFor();
    }
}
