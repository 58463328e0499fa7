package dev.sengi.internal.restore.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataSizesTest {
    private static final int ROWS = 40_000;
    private static final TocEntry HASHES = data(1, "hashes");
    private static final TocEntry NUMBERS = data(2, "numbers");
    private static final TocEntry SMALL = data(3, "small");

    @TempDir
    Path folder;

    static Stream<Arguments> forms() {
        return Stream.of(ArchiveFormat.CUSTOM, ArchiveFormat.DIRECTORY)
                .flatMap(format -> Stream.of(
                                Compression.none(), Compression.gzip(), Compression.lz4(), Compression.zstd())
                        .map(compression -> Arguments.of(format, compression)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void estimatesWhatLargeTablesContain(ArchiveFormat format, Compression compression) throws IOException {
        Map<TocEntry, byte[]> contents = contents();
        Path path = write(contents, format, compression);
        try (Archive archive = Archive.open(path)) {
            DataSizes sizes = DataSizes.of(archive, archive.entries());
            for (TocEntry entry : List.of(HASHES, NUMBERS)) {
                DataSize size = sizes.of(find(archive, entry));
                assertThat(size.stored())
                        .isEqualTo(archive.dataLocation(find(archive, entry))
                                .storedSize()
                                .orElseThrow());
                assertThat(size.content()).as(entry.tag()).isCloseTo(contents.get(entry).length, withinPercentage(30));
                assertThat(size.rows()).as(entry.tag()).isCloseTo(rows(contents.get(entry)), withinPercentage(30));
            }
            DataSize small = sizes.of(find(archive, SMALL));
            assertThat(small.content()).as("as if it resembled the others").isPositive();
            assertThat(small.rows()).isPositive();
        }
    }

    @Test
    void leavesDamagedDataToTheRestore() throws IOException {
        Path path = write(contents(), ArchiveFormat.DIRECTORY, Compression.gzip());
        Path file = path.resolve("1.dat.gz");
        byte[] damaged = Arrays.copyOf(Files.readAllBytes(file), 2_000_000);
        Arrays.fill(damaged, 20, damaged.length, (byte) 0xff);
        Files.write(file, damaged);
        try (Archive archive = Archive.open(path)) {
            DataSize size = DataSizes.of(archive, archive.entries()).of(find(archive, HASHES));
            assertThat(size).isEqualTo(new DataSize(2_000_000, true, 2_000_000, 20_000));
        }
    }

    private static Map<TocEntry, byte[]> contents() {
        Random random = new Random(1);
        StringBuilder hashes = new StringBuilder();
        StringBuilder numbers = new StringBuilder();
        byte[] hash = new byte[32];
        for (int i = 0; i < ROWS; i++) {
            random.nextBytes(hash);
            hashes.append(i)
                    .append("\t\\\\x")
                    .append(HexFormat.of().formatHex(hash))
                    .append('\n');
        }
        for (int i = 0; i < 10 * ROWS; i++) {
            numbers.append(i)
                    .append('\t')
                    .append(i % 1999)
                    .append(" ".repeat(84))
                    .append('\n');
        }
        Map<TocEntry, byte[]> contents = new TreeMap<>((a, b) -> Integer.compare(a.dumpId(), b.dumpId()));
        contents.put(HASHES, (hashes + "\\.\n\n\n").getBytes(StandardCharsets.US_ASCII));
        contents.put(NUMBERS, (numbers + "\\.\n\n\n").getBytes(StandardCharsets.US_ASCII));
        contents.put(SMALL, ("1\n".repeat(50_000) + "\\.\n\n\n").getBytes(StandardCharsets.US_ASCII));
        return contents;
    }

    private static long rows(byte[] content) {
        return new String(content, StandardCharsets.US_ASCII).lines().count();
    }

    private Path write(Map<TocEntry, byte[]> contents, ArchiveFormat format, Compression compression)
            throws IOException {
        Path path = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(path, format, compression)) {
            writer.begin(
                    ArchiveHeader.builder(format)
                            .created(LocalDateTime.of(2026, 1, 1, 0, 0))
                            .dbname("db")
                            .serverVersion("18.6")
                            .dumpVersion("18.6")
                            .build(),
                    List.copyOf(contents.keySet()));
            for (Map.Entry<TocEntry, byte[]> content : contents.entrySet()) {
                try (OutputStream out = writer.openData(content.getKey())) {
                    out.write(content.getValue());
                }
            }
            writer.finish();
        }
        return path;
    }

    private static TocEntry find(Archive archive, TocEntry entry) {
        return archive.entries().stream()
                .filter(found -> found.dumpId() == entry.dumpId())
                .findFirst()
                .orElseThrow();
    }

    private static TocEntry data(int dumpId, String table) {
        return TocEntry.builder(dumpId)
                .desc("TABLE DATA")
                .section(Section.DATA)
                .tag(table)
                .namespace("public")
                .copyStmt("COPY public." + table + " (a) FROM stdin;\n")
                .hadDumper(true)
                .build();
    }
}
