package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sengi convert} writes what pg_dump would have written. */
class ConvertTest {
    @TempDir
    private static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void dump() {
        database = TestServer.current().copyOf("demo");
        database.execute("DO $$BEGIN"
                + " EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database());"
                + " EXECUTE format('COMMENT ON DATABASE %I IS $c$ferries$c$', current_database());"
                + " EXECUTE format('ALTER DATABASE %I SET work_mem = $c$5MB$c$', current_database()); END$$");
        for (String format : List.of("c", "d", "t")) {
            real("pg_dump", "-F" + format, "-Z", "none", "-f", archive(format), source());
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void aFileOfTheSameKindIsByteIdentical() {
        for (String format : List.of("c", "t")) {
            String copy = folder.resolve("same-" + format).toString();
            convert("-F", format, "-Z", "none", archive(format), copy);
            assertThat(Path.of(copy)).hasSameBinaryContentAs(Path.of(archive(format)));
        }
    }

    @Test
    void aFolderHasTheSameFiles() throws IOException {
        Path copy = folder.resolve("same-d");
        convert("-F", "d", "-Z", "none", archive("d"), copy.toString());
        try (Stream<Path> files = Files.list(Path.of(archive("d")))) {
            for (Path file : files.toList()) {
                assertThat(copy.resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"c, d, zstd", "c, t, none", "d, c, lz4", "d, t, 0", "t, c, gzip:9", "t, d, 1"})
    void anotherFormatIsReadByTheRealProgram(String from, String to, String compression) {
        String copy = folder.resolve(from + to).toString();
        convert("-F", to, "-Z", compression, archive(from), copy);
        ScriptDiff.assertSame(
                real("pg_restore", "-C", "-f", "-", archive(from)).stdout(),
                real("pg_restore", "-C", "-f", "-", copy).stdout());
        assertThat(CommandOracle.run("sengi", List.of("verify", copy), Map.of()).exitCode())
                .isZero();
    }

    @Test
    void aPartIsChosen() throws IOException {
        String copy = folder.resolve("part").toString();
        convert("--schema-only", "--section=post-data", archive("c"), copy);
        try (Archive archive = Archive.open(Path.of(copy))) {
            assertThat(archive.entries())
                    .noneMatch(TocEntry::hadDumper)
                    .extracting(TocEntry::desc)
                    .contains("ENCODING", "DATABASE", "INDEX")
                    .doesNotContain("TABLE");
        }
    }

    @Test
    void archivesPassThroughPipes() throws IOException {
        Result result = CommandOracle.run(
                "sengi", List.of("convert", "-", "-"), Map.of(), Files.readAllBytes(Path.of(archive("t"))));
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        ScriptDiff.assertSame(
                real("pg_restore", "-f", "-", archive("t")).stdout(),
                RealClient.require()
                        .run("pg_restore", List.of("-f", "-"), result.stdout())
                        .assertSuccess()
                        .stdout());
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        assertThat(refused("-F", "t", "-Z", "9", archive("c"), "x"))
                .isEqualTo("sengi convert: error: compression is not supported by tar archive format\n");
        assertThat(refused("-F", "x", archive("c"), "x"))
                .isEqualTo("sengi convert: error: invalid output format \"x\" specified\n");
        Path damaged = folder.resolve("damaged");
        byte[] whole = Files.readAllBytes(Path.of(archive("c")));
        Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
        Path target = folder.resolve("target");
        assertThat(refused(damaged.toString(), target.toString())).startsWith("sengi convert: error: ");
        assertThat(target).doesNotExist();
        assertThat(refused("-F", "d", damaged.toString(), target.toString())).startsWith("sengi convert: error: ");
        assertThat(target).doesNotExist();
    }

    private static String source() {
        return database.connectionString();
    }

    private static String archive(String format) {
        return folder.resolve("source." + format).toString();
    }

    private static void convert(String... arguments) {
        Result result = run(arguments);
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    private static String refused(String... arguments) {
        Result result = run(arguments);
        assertThat(result.exitCode()).isEqualTo(1);
        return result.stderr();
    }

    private static Result run(String... arguments) {
        return CommandOracle.run(
                "sengi",
                Stream.concat(Stream.of("convert"), Stream.of(arguments)).toList(),
                Map.of());
    }

    private static Result real(String program, String... arguments) {
        return RealClient.require().run(program, arguments).assertSuccess();
    }
}
