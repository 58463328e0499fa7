package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that does not fit the heap ends the dump: nothing waits for the rest of it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeRowTest {
    private static final int SECONDS_TO_END = 30;

    private TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    void makeRow() {
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE t AS SELECT repeat('x', 60000000) AS x");
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fp", "-Fp --inserts", "-Fc -Zlz4", "-Fc -Z0"})
    void ends(String options) throws Exception {
        Path file = folder.resolve("dump");
        Path messages = folder.resolve("messages");
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.addAll(List.of("-f", file.toString(), database.connectionString()));
        List<String> command = OurProgram.command(List.of("-Xmx32m"), "pg_dump", arguments.toArray(String[]::new));
        Process process = new ProcessBuilder(command)
                .redirectError(messages.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(messages).content().containsIgnoringCase("memory");
        assertThat(file).doesNotExist();
    }
}
