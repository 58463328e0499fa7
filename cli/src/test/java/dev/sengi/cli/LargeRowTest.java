package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that does not fit in the heap passes in pieces. As an INSERT command it ends the dump, which must not hang. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeRowTest {
    private static final int BYTES = 60_000_000;
    private static final int SECONDS_TO_END = 120;

    private TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    void makeRow() {
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE t AS SELECT repeat('x', " + BYTES + ") AS x");
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fp", "-Fc -Zlz4", "-Fc -Z0", "-Ft"})
    void passesInPieces(String options) throws Exception {
        assertThat(dump(options)).isZero();
        assertThat(folder.resolve("messages")).isEmptyFile();
        Path script = folder.resolve("script");
        Path file = folder.resolve("dump");
        if (options.equals("-Fp")) {
            script = file;
        } else {
            String[] arguments = {"-f", script.toString(), file.toString()};
            assertThat(OurProgram.run(List.of(), "pg_restore", arguments).exitCode())
                    .isZero();
        }
        assertThat(lineLengths(script)).containsOnlyOnce(BYTES);
    }

    /** Returns the lengths of the lines that consist of the letter of the row. */
    private static List<Integer> lineLengths(Path script) throws IOException {
        List<Integer> lengths = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(script), 1 << 16)) {
            int length = 0;
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet == '\n') {
                    lengths.add(length);
                    length = 0;
                } else {
                    length = octet == 'x' && length >= 0 ? length + 1 : -1;
                }
            }
        }
        return lengths;
    }

    @Test
    void endsAsAnInsertCommand() throws Exception {
        assertThat(dump("--inserts")).isOne();
        assertThat(folder.resolve("messages")).content().containsIgnoringCase("memory");
        assertThat(folder.resolve("dump")).doesNotExist();
    }

    private int dump(String options) throws Exception {
        Path file = folder.resolve("dump");
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.addAll(List.of("-f", file.toString(), database.connectionString()));
        List<String> command = OurProgram.command(List.of("-Xmx32m"), "pg_dump", arguments.toArray(String[]::new));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("messages").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        return process.exitValue();
    }
}
