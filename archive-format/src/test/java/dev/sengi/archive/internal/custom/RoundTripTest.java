package dev.sengi.archive.internal.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveContent;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.InMemoryChannel;
import dev.sengi.archive.SampleArchive;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final int SIZE = 500_000;

    static Stream<Compression> compressions() {
        return Stream.of(
                Compression.none(),
                Compression.gzip(),
                Compression.gzip(1),
                Compression.lz4(),
                Compression.zstd(),
                Compression.zstd(-5),
                Compression.of(Compression.zstd().algorithm())
                        .withLevel(OptionalInt.of(3))
                        .withLongDistance(true)
                        .withWorkers(2));
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void keepsEverything(Compression compression) throws IOException {
        byte[] seekable = SampleArchive.seekable(compression, SIZE);
        byte[] unseekable = SampleArchive.unseekable(compression, SIZE);

        assertHoldsSample(SampleArchive.readSeekable(seekable), compression);
        assertHoldsSample(SampleArchive.readUnseekable(seekable), compression);
        assertHoldsSample(SampleArchive.readSeekable(unseekable), compression);
        assertHoldsSample(SampleArchive.readUnseekable(unseekable), compression);
    }

    private static void assertHoldsSample(ArchiveContent content, Compression compression) {
        String rows = new String(SampleArchive.rows(SIZE), StandardCharsets.ISO_8859_1);
        ArchiveHeader header = content.header();
        assertThat(header.version()).isEqualTo(ArchiveVersion.CURRENT);
        assertThat(header.compression()).isEqualTo(compression.algorithm());
        assertThat(header.created()).isEqualTo(SampleArchive.HEADER.created());
        assertThat(header.dbname()).isEqualTo("größe");
        assertThat(header.serverVersion()).isEqualTo("18.6 (Distribution 18.6-1)");
        assertThat(header.dumpVersion()).isEqualTo("18.6");
        assertThat(content.entries()).isEqualTo(SampleArchive.ENTRIES);
        assertThat(content.tables())
                .containsOnlyKeys(3, 4)
                .containsEntry(3, rows)
                .containsEntry(4, "\n\n");
        assertThat(content.largeObjects()).containsOnlyKeys(5);
        assertThat(content.largeObjects().get(5))
                .containsExactly(
                        Map.entry(1L, rows), Map.entry(0x8000_0000L, ""), Map.entry(0xffff_ffffL, "\0\1\2\u00ff"));
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void readsDataInAnyOrderAndRepeatedlyIfTheInputCanSeek(Compression compression) throws IOException {
        for (byte[] bytes : List.of(SampleArchive.seekable(compression, 9), SampleArchive.unseekable(compression, 9))) {
            try (Archive archive = Archive.open(new InMemoryChannel(bytes))) {
                archive.readLargeObjects(SampleArchive.OBJECTS, (oid, content) -> {});
                assertThat(ArchiveContent.text(archive, SampleArchive.NO_ROWS)).isEqualTo("\n\n");
                assertThat(ArchiveContent.text(archive, SampleArchive.ROWS)).isEqualTo("0\trow 0\n1");
                archive.openData(SampleArchive.ROWS).close();
                assertThat(ArchiveContent.text(archive, SampleArchive.ROWS)).isEqualTo("0\trow 0\n1");
                assertThat(ArchiveContent.text(archive, SampleArchive.TABLE)).isEmpty();
            }
        }
    }

    @Test
    void verifyingDoesNotDisturbLaterReads() throws IOException {
        for (byte[] bytes : List.of(
                SampleArchive.seekable(Compression.none(), 9), SampleArchive.unseekable(Compression.none(), 9))) {
            try (Archive archive = Archive.open(new InMemoryChannel(bytes))) {
                String rows = ArchiveContent.text(archive, SampleArchive.ROWS);
                OptionalLong size = archive.dataLocation(SampleArchive.ROWS).storedSize();
                assertThat(archive.verify().dataBytes()).isEqualTo(24);
                assertThat(archive.dataLocation(SampleArchive.ROWS).storedSize())
                        .isEqualTo(size)
                        .isPresent();
                assertThat(ArchiveContent.text(archive, SampleArchive.NO_ROWS)).isEqualTo("\n\n");
                assertThat(archive.openData(SampleArchive.ROWS).read()).isEqualTo('0');
                assertThat(archive.verify().dataBytes()).isEqualTo(24);
                assertThat(ArchiveContent.text(archive, SampleArchive.ROWS)).isEqualTo(rows);
                archive.readLargeObjects(SampleArchive.OBJECTS, (oid, content) -> {});
            }
        }
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void skipsWhatIsNotRead(Compression compression) throws IOException {
        byte[] bytes = SampleArchive.unseekable(compression, SIZE);
        try (Archive archive = Archive.open(new ByteArrayInputStream(bytes))) {
            assertThat(archive.openData(SampleArchive.ROWS).read()).isEqualTo('0');
            StringBuilder oids = new StringBuilder();
            archive.readLargeObjects(
                    SampleArchive.OBJECTS,
                    (oid, content) ->
                            oids.append(oid).append(':').append(content.read()).append(' '));
            assertThat(oids).hasToString("1:48 2147483648:-1 4294967295:0 ");
        }
    }

    @Test
    void recordsPositionsOnlyIfTheOutputCanSeek() throws IOException {
        byte[] seekable = SampleArchive.seekable(Compression.none(), 9);
        byte[] unseekable = SampleArchive.unseekable(Compression.none(), 9);
        assertThat(seekable).hasSameSizeAs(unseekable);

        try (Archive archive = Archive.open(new InMemoryChannel(seekable))) {
            for (TocEntry entry : archive.entries()) {
                long position = archive.dataLocation(entry).position().orElse(0);
                if (entry.hadDumper()) {
                    assertThat(seekable[(int) position])
                            .isEqualTo((byte) (entry.desc().equals("BLOBS") ? 3 : 1));
                    assertThat(seekable[(int) position + 2]).isEqualTo((byte) entry.dumpId());
                } else {
                    assertThat(position).isZero();
                }
            }
        }
        try (Archive archive = Archive.open(new InMemoryChannel(unseekable))) {
            assertThat(archive.entries())
                    .allSatisfy(entry ->
                            assertThat(archive.dataLocation(entry).position()).isEmpty());
        }
    }

    @Test
    void writesAndReadsNamedFiles(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sample.dump");
        try (ArchiveWriter writer = ArchiveWriter.create(file, ArchiveFormat.CUSTOM, Compression.zstd())) {
            SampleArchive.write(writer, SIZE);
        }
        try (Archive archive = Archive.open(file)) {
            assertThat(archive.seekable()).isTrue();
            assertThat(archive.dataLocation(SampleArchive.ROWS).position()).isPresent();
            assertHoldsSample(ArchiveContent.read(archive), Compression.zstd());
        }
    }

    @Test
    void seeksInFileStreams(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sample.dump");
        Files.write(file, SampleArchive.seekable(Compression.lz4(), SIZE));
        try (FileInputStream stream = new FileInputStream(file.toFile());
                Archive archive = Archive.open(stream)) {
            assertThat(archive.seekable()).isTrue();
            assertHoldsSample(ArchiveContent.read(archive), Compression.lz4());
        }
    }

    @Test
    void givesChunksAsTheyAre() throws IOException {
        InMemoryChannel channel = new InMemoryChannel();
        try (ArchiveWriter writer = ArchiveWriter.create(channel, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ROWS));
            try (OutputStream rows = writer.openData(SampleArchive.ROWS)) {
                rows.write("one\n".getBytes(StandardCharsets.US_ASCII));
                rows.write(new byte[0]);
                rows.write("three\n".getBytes(StandardCharsets.US_ASCII));
            }
            writer.finish();
        }
        try (Archive archive = Archive.open(new InMemoryChannel(channel.bytes()));
                InputStream rows = archive.openData(SampleArchive.ROWS)) {
            byte[] buffer = new byte[100];
            assertThat(rows.read(buffer)).isEqualTo(4);
            assertThat(rows.read(buffer)).isEqualTo(6);
            assertThat(rows.read(buffer)).isEqualTo(-1);
        }
    }
}
