package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sengi verify}. */
class VerifyTest {
    @TempDir
    private static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE first (v text)",
                "INSERT INTO first VALUES ('a')",
                "CREATE TABLE last (v text)",
                "INSERT INTO last SELECT md5(i::text) FROM generate_series(1, 1000) i");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static byte[] dump(String... options) {
        return CommandOracle.run(
                        "pg_dump",
                        Stream.concat(Stream.of("-Fc", database.connectionString()), Arrays.stream(options))
                                .toList(),
                        Map.of())
                .assertSuccess()
                .stdout();
    }

    private static Result verify(byte[] stdin, String... arguments) {
        List<String> all =
                Stream.concat(Stream.of("verify"), Arrays.stream(arguments)).toList();
        return CommandOracle.run("sengi", all, Map.of(), stdin);
    }

    @Test
    void wholeArchiveIsWhole() throws IOException {
        Path file = Files.write(folder.resolve("whole.dump"), dump());
        Result result = verify(new byte[0], file.toString()).assertSuccess();
        assertThat(result.text())
                .matches(file + ": whole: (\\d+) of \\1 entries are intact, 32\\.\\d kB of data read\n");
        assertThat(result.stderr()).isEmpty();
        for (String operand : List.of("-", "-v")) {
            assertThat(verify(dump(), operand).assertSuccess().text()).contains("standard input: whole: ");
        }
    }

    @Test
    void verboseNamesWhatIsIntact() {
        String text = verify(dump(), "--verbose").assertSuccess().text();
        assertThat(text.lines().filter(line -> line.startsWith("intact: ")))
                .anyMatch(line -> line.matches("intact: \\d+ TABLE DATA public\\.first"))
                .anyMatch(line -> line.matches("intact: \\d+ ENCODING ENCODING"));
    }

    @Test
    void truncatedArchiveIsDamaged() throws IOException {
        for (String compression : List.of("none", "gzip", "lz4", "zstd")) {
            byte[] whole = dump("-Z", compression);
            byte[] cut = Arrays.copyOf(whole, whole.length - 6);
            Path file = Files.write(folder.resolve("cut.dump"), cut);
            for (Result result : List.of(verify(cut), verify(new byte[0], file.toString()))) {
                assertThat(result.exitCode()).isEqualTo(1);
                List<String> lines = result.text().lines().toList();
                assertThat(lines.get(0)).as(compression).matches("problem: entry \\d+: .*, at byte \\d+");
                assertThat(lines.stream().filter(line -> line.startsWith("damaged: ")))
                        .singleElement()
                        .asString()
                        .matches("damaged: \\d+ TABLE DATA public\\.last");
                assertThat(lines.get(lines.size() - 1)).contains(": damaged: ").contains(" entries are intact");
                assertThat(result.stderr()).isEmpty();
            }
        }
    }

    @Test
    void archiveThatCannotBeOpenedIsDamaged() {
        assertThat(verify("no archive".getBytes(StandardCharsets.US_ASCII))).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.text()).isEqualTo("""
                                    problem: input file does not appear to be a valid archive (too short?), at byte 0
                                    standard input: damaged: the table of contents cannot be read
                                    """);
        });
        assertThat(verify(Arrays.copyOf(dump(), 100)).exitCode()).isEqualTo(1);
    }

    @Test
    void missingFileIsAnError() {
        Result result = verify(new byte[0], "nonesuch");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr())
                .isEqualTo("sengi verify: error: could not open input file \"nonesuch\": No such file or directory\n");
    }

    @Test
    void whatPgDumpWritesIntoAFileIsWhole() throws IOException, InterruptedException {
        // pg_dump leaves a second table of contents at the end.
        Path file = folder.resolve("redirected.dump");
        Process dump = new ProcessBuilder(
                        RealClient.require().program("pg_dump").toString(), "-Fc", database.connectionString())
                .redirectOutput(file.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(dump.waitFor()).isZero();
        verify(new byte[0], file.toString()).assertSuccess();
        verify(Files.readAllBytes(file)).assertSuccess();
        byte[] more = Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) + 1);
        assertThat(verify(more).exitCode()).isEqualTo(1);
    }
}
