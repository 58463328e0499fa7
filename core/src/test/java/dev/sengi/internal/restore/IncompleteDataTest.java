package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Truncated files of a directory archive are not restored as if they were complete. */
class IncompleteDataTest {
    private static final String MESSAGE = "the data of table \"item\" are incomplete";

    private static TestDatabase source;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        source = TestServer.current().createDatabase();
        source.execute(
                "CREATE TABLE item (id int, name text)",
                "INSERT INTO item SELECT i, repeat('x', 30) || i FROM generate_series(1, 3000) i");
    }

    @AfterAll
    static void drop() {
        source.close();
    }

    private Path dump(Compression compression, DumpFlag... flags) throws IOException {
        PgDump dump = PgDump.from(source.connectionSource())
                .format(DumpFormat.DIRECTORY)
                .compression(compression);
        for (DumpFlag flag : flags) {
            dump = dump.with(flag);
        }
        dump.to(folder.resolve("dump"));
        try (Stream<Path> files = Files.list(folder.resolve("dump"))) {
            return files.filter(file -> !file.endsWith("toc.dat")).findAny().orElseThrow();
        }
    }

    private void assertRefused() {
        for (int jobs = 1; jobs <= 2; jobs++) {
            try (TestDatabase target = TestServer.current().createDatabase()) {
                PgRestore restore = PgRestore.from(folder.resolve("dump"))
                        .into(target.connectionSource())
                        .jobs(jobs)
                        .returnFailures();
                assertThatThrownBy(restore::run)
                        .isInstanceOf(ArchiveFormatException.class)
                        .hasMessageContaining(MESSAGE);
                assertThat(target.value("SELECT count(*) FROM item")).isEqualTo("0");
            }
        }
        assertThatThrownBy(() -> PgRestore.from(folder.resolve("dump")).toScript(OutputStream.nullOutputStream()))
                .isInstanceOf(ArchiveFormatException.class)
                .hasMessageContaining(MESSAGE);
        assertThatThrownBy(() -> PgRestore.from(folder.resolve("dump"))
                        .toArchive(OutputStream.nullOutputStream(), ArchiveFormat.CUSTOM, Compression.none()))
                .isInstanceOf(ArchiveFormatException.class)
                .hasMessageContaining(MESSAGE);
    }

    /** The block's first chunk has a length of 0. */
    @Test
    void emptyBlocks() throws IOException {
        Path archive = folder.resolve("dump");
        PgDump.from(source.connectionSource())
                .format(DumpFormat.CUSTOM)
                .compression(Compression.none())
                .to(archive);
        byte[] bytes = Files.readAllBytes(archive);
        int rows = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("1\txxx");
        // An integer consists of its sign and four bytes, the lowest first.
        Arrays.fill(bytes, rows - 5, rows, (byte) 0);
        Files.write(archive, bytes);
        assertRefused();
    }

    @ParameterizedTest
    @EnumSource
    void emptyFiles(CompressionAlgorithm algorithm) throws IOException {
        Files.write(dump(Compression.of(algorithm)), new byte[0]);
        assertRefused();
    }

    /** At the end of a row, within one, within the terminator. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 20, 60_000, 100_000})
    void rowsThatAreMissing(int missing) throws IOException {
        Path file = dump(Compression.none());
        byte[] whole = Files.readAllBytes(file);
        int length = whole.length - missing;
        while (missing > 20 && whole[length - 1] != '\n') {
            length--;
        }
        Files.write(file, Arrays.copyOf(whole, length));
        assertRefused();
    }

    /** The end of the list, or of the tar, comes after a whole object. */
    @ParameterizedTest
    @ValueSource(strings = {"no list", "list", "tar", "tar of objects", "stream"})
    void largeObjectsThatAreMissing(String what) throws IOException {
        try (TestDatabase objects = TestServer.current().createDatabase()) {
            objects.execute(
                    "SELECT lo_from_bytea(0, convert_to('content ' || i, 'UTF8')) FROM generate_series(1, 20) i");
            Path archive = folder.resolve("objects");
            boolean isTar = !what.endsWith("list");
            PgDump.from(objects.connectionSource())
                    .format(isTar ? DumpFormat.TAR : DumpFormat.DIRECTORY)
                    .compression(Compression.none())
                    .to(archive);
            if (isTar) {
                byte[] whole = Files.readAllBytes(archive);
                String text = new String(whole, StandardCharsets.ISO_8859_1);
                int end = what.equals("tar of objects")
                        ? text.indexOf("blobs_", text.indexOf("content 20"))
                        : text.indexOf("blob_", text.indexOf("content 12"));
                Files.write(archive, Arrays.copyOf(whole, end));
            } else {
                Path list;
                try (Stream<Path> files = Files.list(archive)) {
                    list = files.filter(file -> file.getFileName().toString().startsWith("blobs_"))
                            .findAny()
                            .orElseThrow();
                }
                List<String> lines = Files.readAllLines(list);
                Files.write(list, what.equals("no list") ? List.of() : lines.subList(0, 12));
            }
            String message = what.equals("tar of objects") ? null : "are incomplete: ";
            for (int jobs = 1; jobs <= 2; jobs++) {
                try (TestDatabase target = TestServer.current().createDatabase();
                        InputStream stream = Files.newInputStream(isTar ? archive : archive.resolve("toc.dat"))) {
                    PgRestore restore = what.equals("stream") ? PgRestore.from(stream) : PgRestore.from(archive);
                    assertIncomplete(
                            message,
                            restore.into(target.connectionSource()).jobs(jobs).returnFailures()::run);
                }
            }
            assertIncomplete(message, () -> PgRestore.from(archive).toScript(OutputStream.nullOutputStream()));
            assertIncomplete(
                    message,
                    () -> PgRestore.from(archive)
                            .toArchive(OutputStream.nullOutputStream(), ArchiveFormat.CUSTOM, Compression.none()));
        }
    }

    private static void assertIncomplete(String message, ThrowingCallable action) {
        if (message == null) {
            assertThatCode(action).as("only the list is missing").doesNotThrowAnyException();
        } else {
            assertThatThrownBy(action)
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void commandsThatEndWithin() throws IOException {
        Path file = dump(Compression.none(), DumpFlag.INSERTS);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 12));
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PgRestore restore = PgRestore.from(folder.resolve("dump"))
                    .into(target.connectionSource())
                    .returnFailures();
            assertThatThrownBy(restore::run)
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessageContaining(MESSAGE);
        }
    }

    @Test
    void emptyTablesAreWhole() throws IOException {
        try (TestDatabase empty = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            empty.execute("CREATE TABLE item (id int)", "CREATE TABLE one ()", "INSERT INTO one DEFAULT VALUES");
            for (DumpFormat format : new DumpFormat[] {DumpFormat.DIRECTORY, DumpFormat.CUSTOM, DumpFormat.TAR}) {
                Path archive = folder.resolve("whole." + format);
                PgDump.from(empty.connectionSource()).format(format).to(archive);
                PgRestore.from(archive)
                        .clean()
                        .ifExists()
                        .into(target.connectionSource())
                        .run();
                assertThat(target.value("SELECT count(*) FROM one")).isEqualTo("1");
            }
        }
    }
}
