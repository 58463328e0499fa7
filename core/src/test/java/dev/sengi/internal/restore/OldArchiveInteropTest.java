package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.SengiException;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives of versions that no available pg_dump writes any longer, built byte by byte, compared with the real
 * pg_restore.
 */
@NeedsRealClient
class OldArchiveInteropTest {
    private static final int NEWEST = 16;

    static final List<String> OPTIONS = List.of(
            "",
            "-v",
            "-c",
            "-c --if-exists",
            "-C",
            "-O",
            "-x",
            "-s",
            "-a",
            "-1",
            "-t t",
            "-v -n app",
            "--section=pre-data",
            "--section=data",
            "--section=post-data",
            "--use-set-session-authorization",
            "-a --disable-triggers");

    @TempDir
    private Path folder;

    static Stream<Arguments> versionsAndOptions() {
        return Stream.iterate(0, minor -> minor <= NEWEST, minor -> minor + 1)
                .flatMap(minor -> OPTIONS.stream().map(option -> Arguments.of(minor, option)));
    }

    @ParameterizedTest
    @MethodSource("versionsAndOptions")
    void everyVersionProducesTheSameScriptAndList(int minor, String options) throws IOException {
        assertSame(OldArchive.fill(minor, ArchiveBytes.version(minor)), options);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void compressionIsToldByLevels(int minor) throws IOException {
        assertSame(OldArchive.fill(minor, ArchiveBytes.compressed(minor)), "");
    }

    static Stream<Integer> versions() {
        return Stream.iterate(0, minor -> minor <= NEWEST, minor -> minor + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 8, 8",
        "16, 32, 8",
        "16, 4, 4",
        "16, 4, 20",
        "9, 8, 4",
        "6, 8, 8",
        "3, 32, 4",
        "0, 8, 4",
        "16, 33, 8"
    })
    void numbersOfOtherSizes(int minor, int intSize, int offSize) throws IOException {
        assertSame(OldArchive.fill(minor, ArchiveBytes.version(minor, 0, intSize, offSize)), "-v");
    }

    @ParameterizedTest
    @CsvSource({"1, 17", "2, 0", "0, 16", "1, 200", "200, 1", "255, 255"})
    void unknownVersions(int major, int minor) throws IOException {
        byte[] bytes = OldArchive.fill(NEWEST, ArchiveBytes.version(NEWEST)).bytes();
        bytes[5] = (byte) major;
        bytes[6] = (byte) minor;
        assertSame(bytes, "");
    }

    @ParameterizedTest
    @CsvSource({"16, 127", "1, 9"})
    void revisionsAreIgnored(int minor, int revision) throws IOException {
        byte[] bytes = OldArchive.fill(minor, ArchiveBytes.version(minor)).bytes();
        bytes[7] = (byte) revision;
        assertSame(bytes, "-v");
    }

    /** Warnings up to that point come before the error. */
    @ParameterizedTest
    @MethodSource("versions")
    void archivesCutInTheTableOfContents(int minor) throws IOException {
        byte[] archive = OldArchive.fill(minor, ArchiveBytes.version(minor)).bytes();
        for (int tenths = 0; tenths < 8; tenths++) {
            assertSame(Arrays.copyOf(archive, archive.length * tenths / 10), "");
        }
    }

    @Test
    void tablesWithOids() throws IOException {
        ArchiveBytes archive = ArchiveBytes.version(11)
                .integer(2)
                .encoding("UTF8")
                .entry(OldArchive.entry(2, "TABLE", "t").build(), true);
        assertSame(archive, "");
    }

    private void assertSame(ArchiveBytes archive, String options) throws IOException {
        assertSame(archive.bytes(), options);
    }

    private void assertSame(byte[] bytes, String options) throws IOException {
        Path file = Files.write(folder.resolve("old.dump"), bytes);
        for (String mode : List.of("-f-", "-l")) {
            List<String> args = new ArrayList<>(RestoreOptionText.words(options));
            args.addAll(List.of(mode, file.toString()));
            Result real = RealClient.require().run("pg_restore", args.toArray(String[]::new));
            MessageLog log = new MessageLog(args.contains("-v"));
            ByteArrayOutputStream ours = new ByteArrayOutputStream();
            int exitCode = run(RestoreOptionText.apply(options, PgRestore.from(file)), mode, ours, log);
            assertThat(log.toString()).isEqualTo(real.stderr());
            assertThat(exitCode).isEqualTo(real.exitCode());
            if (exitCode == 0) {
                ScriptDiff.assertSame(comparable(bytes[6], real.stdout()), comparable(bytes[6], ours.toByteArray()));
            }
        }
    }

    /** Returns the output without the current time and the program's own version. */
    static byte[] comparable(int minor, byte[] output) {
        String text = new String(ScriptInteropTest.timeless(output), StandardCharsets.ISO_8859_1);
        if (minor < 4) {
            text = text.replaceFirst("(; Archive created at|-- Started on) [-0-9]{10} [:0-9]{8} UTC\n", "$1 present\n");
        }
        if (minor < 10) {
            text = text.replaceFirst("(Dumped by pg_dump version:?) 18.6.*", "$1 own");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static int run(PgRestore archive, String mode, ByteArrayOutputStream out, MessageLog log) {
        PgRestore restore = archive.onProgress(log);
        try {
            if (mode.equals("-l")) {
                restore.toList(out);
            } else {
                restore.toScript(out);
            }
            return 0;
        } catch (SengiException | IOException e) {
            log.fatal(e);
            return 1;
        }
    }
}
