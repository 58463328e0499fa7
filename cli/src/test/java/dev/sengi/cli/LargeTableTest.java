package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps and restores a table larger than the program's memory. */
class LargeTableTest {
    private static final List<String> SMALL_HEAP = List.of("-Xmx24m");
    private static final long TABLE_BYTES = 100L * 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void aTableOf100MegabytesPassesThrough24() throws IOException {
        Path archive = folder.resolve("large.dump");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE UNLOGGED TABLE large (id int, v text)",
                    "ALTER TABLE large ALTER v SET STORAGE EXTERNAL",
                    // Rows of one kilobyte, plus a few of 2 MB, the largest single items in memory.
                    "INSERT INTO large SELECT i, repeat(md5(i::text), 32) FROM generate_series(1, 90000) i",
                    "INSERT INTO large SELECT -i, repeat(md5(i::text), 65536) FROM generate_series(1, 10) i");
            assertThat(Long.parseLong(source.value("SELECT sum(length(v)) FROM large")))
                    .isGreaterThan(TABLE_BYTES);
            String file = archive.toString();
            assertSuccess(
                    OurProgram.run(SMALL_HEAP, "pg_dump", "-Fc", "-Z", "lz4", "-f", file, source.connectionString()));
            assertThat(Files.size(archive)).isPositive();
            assertSuccess(OurProgram.run(SMALL_HEAP, "pg_restore", "-d", target.connectionString(), file));
            String checksum = "SELECT count(*) || ' ' || sum(hashtext(v)) || ' ' || sum(id) FROM large";
            assertThat(target.value(checksum)).isEqualTo(source.value(checksum));
            assertSuccess(OurProgram.run(SMALL_HEAP, "sengi", "verify", file));
            assertSuccess(OurProgram.run(SMALL_HEAP, "sengi", "list", "--count", file));
            Path csv = folder.resolve("large.csv");
            assertSuccess(OurProgram.run(SMALL_HEAP, "sengi", "extract", "--csv", "-f", csv.toString(), file, "large"));
            assertThat(Files.size(csv)).isGreaterThan(TABLE_BYTES);
        }
    }

    private static void assertSuccess(Result result) {
        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }
}
