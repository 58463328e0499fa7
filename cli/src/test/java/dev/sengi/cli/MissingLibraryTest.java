package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optional libraries: a missing one fails only the commands that need it. */
class MissingLibraryTest {
    private static final List<String> COMPRESSION = List.of("zstd-jni", "lz4-java");
    private static final List<String> ALL =
            List.of("zstd-jni", "lz4-java", "commons-compress", "commons-io", "commons-lang3");

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE t AS SELECT 42 AS x");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fc", "-Fd"})
    void gzipNeedsNone(String format) {
        String archive = folder.resolve("archive").toString();
        without(ALL, "pg_dump", format, "-Z", "gzip", "-f", archive, database.connectionString());
        assertThat(without(ALL, "pg_restore", "-l", archive)).contains("TABLE DATA public t");
        try (TestDatabase target = TestServer.current().createDatabase()) {
            without(ALL, "pg_restore", "-d", target.connectionString(), archive);
            assertThat(target.value("SELECT x FROM t")).isEqualTo("42");
        }
    }

    @Test
    void tarsNeedNoCompression() {
        String archive = folder.resolve("archive").toString();
        without(COMPRESSION, "pg_dump", "-Ft", "-f", archive, database.connectionString());
        assertThat(without(COMPRESSION, "pg_restore", "-f", "-", archive)).contains("\n42\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commons-compress", "commons-io", "commons-lang3"})
    void tarsNameTheLibraryThatIsMissing(String library) {
        String reason = "could not find the library " + library + ", which tar archives need\n";
        String archive = folder.resolve("archive").toString();
        String[] dump = {"-Ft", "-f", archive, database.connectionString()};
        assertFailed(OurProgram.runWithout(List.of(library), "pg_dump", dump), "pg_dump: error: " + reason);
        assertThat(Path.of(archive)).doesNotExist();

        OurProgram.run(List.of(), "pg_dump", dump).assertSuccess();
        Result restore = OurProgram.runWithout(List.of(library), "pg_restore", "-f", "-", archive);
        assertFailed(restore, "pg_restore: error: " + reason);
    }

    @ParameterizedTest
    @CsvSource({"zstd, zstd-jni", "lz4, lz4-java"})
    void missingCompressionIsReportedWhenItIsNeeded(String algorithm, String library) {
        List<String> without = List.of(library);
        String reason = "could not find the library " + library + ", which compression with " + algorithm + " needs\n";
        String archive = folder.resolve("archive").toString();
        String[] dump = {"-Fc", "-Z", algorithm, "-f", archive, database.connectionString()};
        assertFailed(OurProgram.runWithout(without, "pg_dump", dump), "pg_dump: error: " + reason);
        assertThat(Path.of(archive)).doesNotExist();

        OurProgram.run(List.of(), "pg_dump", dump).assertSuccess();
        assertThat(without(without, "pg_restore", "-l", archive)).contains("TABLE DATA public t");
        Result restore = OurProgram.runWithout(without, "pg_restore", "-f", "-", archive);
        assertFailed(restore, "pg_restore: error: " + reason);
    }

    private static void assertFailed(Result result, String message) {
        assertThat(result.stderr()).isEqualTo(message);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    private static String without(List<String> libraries, String program, String... arguments) {
        return OurProgram.runWithout(libraries, program, arguments)
                .assertSuccess()
                .text();
    }
}
