package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** pg_restore's {@code -F}: an archive in another format is rejected. */
@NeedsRealClient
class ArchiveFormatOracleTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void dump() throws IOException {
        for (DumpFormat format : List.of(DumpFormat.CUSTOM, DumpFormat.DIRECTORY, DumpFormat.TAR)) {
            PgDump.from(TestServer.current().sample(Samples.DEMO).connectionSource())
                    .format(format)
                    .to(folder.resolve(format.name()));
        }
        Files.createDirectory(folder.resolve("EMPTY"));
    }

    @ParameterizedTest
    @CsvSource({
        "CUSTOM, c",
        "CUSTOM, t",
        "CUSTOM, d",
        "CUSTOM, Custom",
        "CUSTOM, ''",
        "TAR, c",
        "TAR, t",
        "TAR, directory",
        "DIRECTORY, c",
        "DIRECTORY, tar",
        "DIRECTORY, d",
        "NONE, c",
        "NONE, d",
        "EMPTY, c",
        "EMPTY, d",
        "EMPTY, t"
    })
    void ofFiles(String archive, String format) {
        String file = folder.resolve(archive).toString();
        CommandOracle.assertSame("pg_restore", List.of("-F" + format, "-f", "/dev/null", file));
        CommandOracle.assertSame("pg_restore", List.of("-F", format, "-l", file, "-f", "/dev/null"));
    }

    @ParameterizedTest
    // CUSTOM with -Ft is missing: the real program's message contains a position that a pipe does not have.
    @CsvSource({"CUSTOM, d", "TAR, c", "TAR, t"})
    void ofStandardInput(String archive, String format) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(archive));
        List<String> arguments = List.of("-F", format, "-l", "-f", "/dev/null");
        Result real = RealClient.require().run("pg_restore", arguments, bytes);
        Result ours = CommandOracle.run("pg_restore", arguments, Map.of(), bytes);
        assertThat(ours.stderr()).isEqualTo(real.stderr().replaceAll("(?m)^.*/pg_restore:", "pg_restore:"));
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 120, 148, 260})
    void aDamagedTarHeaderIsLocated(int offset) throws IOException {
        byte[] tar = Files.readAllBytes(folder.resolve("TAR"));
        tar[secondMember(tar) + offset] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged" + offset), tar);
        CommandOracle.assertSame("pg_restore", List.of("-f", "/dev/null", damaged.toString()));
    }

    private static int secondMember(byte[] tar) {
        int size = Integer.parseInt(new String(tar, 124, 11, StandardCharsets.US_ASCII), 8);
        return 512 + (size + 511) / 512 * 512;
    }

    @Test
    void theLibraryAcceptsOneFormatOnly() throws IOException {
        try (Archive archive = Archive.open(folder.resolve("TAR"), ArchiveFormat.TAR)) {
            assertThat(archive.header().format()).isEqualTo(ArchiveFormat.TAR);
        }
    }
}
