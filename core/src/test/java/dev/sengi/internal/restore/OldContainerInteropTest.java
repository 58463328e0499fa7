package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.TarBytes;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Directory and tar archives of versions that no available pg_dump writes any longer, built byte by byte, compared with
 * the real pg_restore.
 */
@NeedsRealClient
class OldContainerInteropTest {
    private static final int NEWEST = 16;
    /** The version of PostgreSQL 9.0; directories appeared in 9.1. */
    private static final int OLDEST_DIRECTORY = 12;
    /** The version of PostgreSQL 7.1, the oldest with tar archives. */
    private static final int OLDEST_TAR = 3;

    @TempDir
    private Path folder;

    static Stream<Arguments> versionsAndOptions() {
        return IntStream.rangeClosed(OLDEST_DIRECTORY, NEWEST)
                .boxed()
                .flatMap(minor -> OldArchiveInteropTest.OPTIONS.stream().map(options -> Arguments.of(minor, options)));
    }

    @ParameterizedTest
    @MethodSource("versionsAndOptions")
    void directoriesProduceTheSameScriptAndList(int minor, String options) throws IOException {
        assertSame(minor, directory(minor, 0, ""), options);
    }

    @ParameterizedTest
    @MethodSource("versionsAndOptions")
    void tarsProduceTheSameScriptAndList(int minor, String options) throws IOException {
        assertSame(minor, tar(minor), options);
    }

    static Stream<Integer> directoryVersions() {
        return IntStream.rangeClosed(OLDEST_DIRECTORY, NEWEST).boxed();
    }

    /** Up to 1.14 the header contains a level, -1 for the default; the suffix of the files shows the algorithm. */
    @ParameterizedTest
    @MethodSource("directoryVersions")
    void compressedDirectoriesProduceTheSameScriptAndList(int minor) throws IOException {
        assertSame(minor, directory(minor, minor >= 15 ? 1 : -1, ".gz"), "-v");
    }

    static Stream<Integer> olderTarVersions() {
        return IntStream.range(OLDEST_TAR, OLDEST_DIRECTORY).boxed();
    }

    @ParameterizedTest
    @MethodSource("olderTarVersions")
    void olderTarsProduceTheSameScriptAndList(int minor) throws IOException {
        assertSame(minor, tar(minor), "");
        assertSame(minor, tar(minor), "-v -c");
    }

    /** Warnings up to that point come before the error. */
    @ParameterizedTest
    @MethodSource("directoryVersions")
    void containersCutInTheTableOfContents(int minor) throws IOException {
        Path toc = directory(minor, 0, "").resolve("toc.dat");
        byte[] whole = Files.readAllBytes(toc);
        for (int tenths = 0; tenths < 10; tenths++) {
            Files.write(toc, Arrays.copyOf(whole, whole.length * tenths / 10));
            assertSame(minor, toc.getParent(), "");
        }
        byte[] tar = OldArchive.tar(minor);
        for (int length = 0; length < 512 + whole.length; length += 500) {
            assertSame(minor, Files.write(folder.resolve("old.tar"), Arrays.copyOf(tar, length)), "");
        }
    }

    @ParameterizedTest
    @MethodSource("directoryVersions")
    void tarsDeclaredAsCompressed(int minor) throws IOException {
        Map<String, byte[]> members = OldArchive.files(minor, ArchiveBytes.toc(minor, 1), ArchiveFormat.TAR, "");
        assertSame(minor, Files.write(folder.resolve("old.tar"), TarBytes.of(members)), "");
    }

    private Path directory(int minor, int compression, String suffix) throws IOException {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Map<String, byte[]> files =
                OldArchive.files(minor, ArchiveBytes.toc(minor, compression), ArchiveFormat.DIRECTORY, suffix);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        return directory;
    }

    private Path tar(int minor) throws IOException {
        return Files.write(folder.resolve("old.tar"), OldArchive.tar(minor));
    }

    private static void assertSame(int minor, Path archive, String options) throws IOException {
        for (String mode : List.of("-f-", "-l")) {
            List<String> args = new ArrayList<>(RestoreOptionText.words(options));
            args.addAll(List.of(mode, archive.toString()));
            Result real = RealClient.require().run("pg_restore", args.toArray(String[]::new));
            MessageLog log = new MessageLog(args.contains("-v"));
            ByteArrayOutputStream ours = new ByteArrayOutputStream();
            int exitCode = OldArchiveInteropTest.run(
                    RestoreOptionText.apply(options, PgRestore.from(archive)), mode, ours, log);
            assertThat(log.toString()).isEqualTo(real.stderr());
            assertThat(exitCode).isEqualTo(real.exitCode());
            ScriptDiff.assertSame(
                    OldArchiveInteropTest.comparable(minor, real.stdout()),
                    OldArchiveInteropTest.comparable(minor, ours.toByteArray()));
        }
    }
}
