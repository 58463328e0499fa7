package dev.sengi.archive.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.InMemoryChannel;
import dev.sengi.archive.SampleArchive;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.internal.compress.CorruptStreamException;
import dev.sengi.archive.internal.compress.StreamCompression;
import dev.sengi.archive.internal.verify.DataRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small input that claims to be, or expands to, something huge. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BombTest {
    @TempDir
    private Path folder;

    private static final long INFLATED = 200L << 20;
    private static final int MANY = 100_000;

    /** The expanded data would not fit in a heap several times smaller. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatInflatesIsStreamed(CompressionAlgorithm algorithm) throws IOException {
        byte[] bomb = bomb(Compression.of(algorithm));
        assertThat(bomb).hasSizeLessThan(1 << 20);
        try (Archive archive = Archive.open(new InMemoryChannel(bomb))) {
            try (InputStream data = archive.openData(SampleArchive.ROWS)) {
                assertThat(data.transferTo(OutputStream.nullOutputStream())).isEqualTo(INFLATED);
            }
            assertThat(archive.verify().dataBytes()).isEqualTo(INFLATED);
        }
    }

    private static byte[] bomb(Compression compression) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (ArchiveWriter writer = ArchiveWriter.create(archive, ArchiveFormat.CUSTOM, compression)) {
            writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, SampleArchive.ROWS));
            try (OutputStream data = writer.openData(SampleArchive.ROWS)) {
                for (long left = INFLATED; left > 0; left -= zeros.length) {
                    data.write(zeros);
                }
            }
            writer.finish();
        }
        return archive.toByteArray();
    }

    /** A list of large objects can be compressed, like every file of a directory archive. */
    @Test
    void anEndlessLineIsNotHeldInMemory() throws IOException {
        Container.DIRECTORY.make(folder, Compression.none());
        Path directory = folder.resolve("DIRECTORY.NONE");
        Files.delete(directory.resolve("blobs_10.toc"));
        try (OutputStream list =
                Compression.gzip().compress(Files.newOutputStream(directory.resolve("blobs_10.toc.gz")))) {
            byte[] digits = "1".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (long left = 4 * INFLATED; left > 0; left -= digits.length) {
                list.write(digits);
            }
        }
        try (Archive archive = Archive.open(directory)) {
            TocEntry objects = archive.entries().stream()
                    .filter(entry -> entry.desc().equals("BLOBS"))
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(() -> archive.readLargeObjects(objects, (oid, content) -> {}))
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessageContaining("invalid line in large object TOC file")
                    .message()
                    .hasSizeLessThan(2000);
            assertThat(archive.verify().isWhole()).isFalse();
        }
    }

    /** The decoder would allocate the window, so 2 GiB and more are rejected, as in the zstd program. */
    @ParameterizedTest
    @ValueSource(strings = {"a8", "f8"})
    void zstdWindowsAreLimited(String windowDescriptor) throws IOException {
        byte[] frame = HexFormat.of().parseHex("28b52ffd00" + windowDescriptor + "010000");
        try (InputStream in =
                StreamCompression.decompress(CompressionAlgorithm.ZSTD, new ByteArrayInputStream(frame))) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(CorruptStreamException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MAX_VALUE - 8, 1 << 30})
    void numbersOfTheTableOfContentsAllocateNothing(int number) throws IOException {
        assertRefused(ArchiveBytes.version(16).integer(number));
        assertRefused(ArchiveBytes.version(16).integer(1).integer(1).integer(0).integer(number));
        ArchiveBytes entry = ArchiveBytes.version(16).integer(1).integer(1).integer(0);
        entry.string("0").string("0").string("t").string("TABLE").integer(2);
        assertRefused(entry.integer(number).raw('x'));
        // Where the list of dependencies would end.
        ArchiveBytes whole = ArchiveBytes.version(16).integer(1).entry(1, "TABLE", "t", "", false);
        ArchiveBytes withoutEnd = ArchiveBytes.of(Arrays.copyOf(whole.bytes(), whole.length() - 5));
        assertRefused(withoutEnd.integer(number).raw('1'));
    }

    private static void assertRefused(ArchiveBytes bytes) {
        assertThatThrownBy(bytes::open).hasMessage("could not read from input file: end of file");
        assertThatThrownBy(bytes::openUnseekable).hasMessage("could not read from input file: end of file");
    }

    @Test
    void manyEntriesAreRead() throws IOException {
        List<TocEntry> entries = Stream.concat(
                        Stream.of(SampleArchive.ENCODING),
                        IntStream.rangeClosed(2, MANY).mapToObj(BombTest::table))
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArchiveWriter writer = ArchiveWriter.create(bytes, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(SampleArchive.HEADER, entries);
            writer.finish();
        }
        try (Archive archive = Archive.open(new InMemoryChannel(bytes.toByteArray()))) {
            assertThat(archive.entries()).isEqualTo(entries);
            assertThat(archive.verify().problems()).isEmpty();
        }
    }

    /** A message does not name all of them either. */
    @Test
    void manyLargeObjectsThatAreNotListedAreFoundFast() throws IOException {
        int many = 4 * MANY;
        String list = IntStream.rangeClosed(1, many).mapToObj(oid -> oid + "\n").collect(Collectors.joining());
        long[] oids = LongStream.rangeClosed(many + 1, 2L * many).toArray();
        String[] contents = new String[many];
        Arrays.fill(contents, "");
        ArchiveBytes bytes = ArchiveBytes.version(16)
                .integer(2)
                .entry(listing(1, list), false)
                .entry(objects(2), false)
                .largeObjects(2, oids, contents);
        assertThat(problems(bytes))
                .filteredOn(problem -> problem.contains("; missing: 1, 2, 3, "))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).hasSizeLessThan(3000).contains("; not listed: 400001, ", "399900 more"));
    }

    /** Each of many entries could name the same long list. */
    @Test
    void aListIsComparedOnce() throws IOException {
        int many = MANY / 10;
        String list = IntStream.rangeClosed(1, MANY).mapToObj(oid -> oid + "\n").collect(Collectors.joining());
        ArchiveBytes bytes = ArchiveBytes.version(16).integer(1 + many).entry(listing(1, list), false);
        IntStream.rangeClosed(2, many + 1).forEach(dumpId -> bytes.entry(objects(dumpId), false));
        IntStream.rangeClosed(2, many + 1).forEach(dumpId -> bytes.largeObjects(dumpId, new long[0]));
        assertThat(problems(bytes))
                .filteredOn("the large objects are listed for another entry, too"::equals)
                .hasSize(many - 1);
    }

    /** Uncompressed, an empty large object takes ten bytes. */
    @Test
    void countingLargeObjectsEnds() throws IOException {
        byte[] start = ArchiveBytes.version(16)
                .integer(1)
                .entry(objects(2), false)
                .raw(3)
                .integer(2)
                .bytes();
        byte[] object = {0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] thousand = new byte[1000 * object.length];
        for (int at = 0; at < thousand.length; at += object.length) {
            System.arraycopy(object, 0, thousand, at, object.length);
        }
        long thousands = DataRules.MOST_OBJECTS / 1000 + 1;
        Stream<InputStream> parts = Stream.concat(
                Stream.of(new ByteArrayInputStream(start)),
                LongStream.range(0, thousands).mapToObj(i -> new ByteArrayInputStream(thousand)));
        InputStream all = new SequenceInputStream(
                new SequenceInputStream(Collections.enumeration(parts.toList())),
                new ByteArrayInputStream(new byte[5]));
        try (Archive archive = Archive.open(all)) {
            assertThat(archive.verify().problems())
                    .extracting(Verification.Problem::message)
                    .containsExactly("there are too many large objects to compare");
        }
    }

    private static List<String> problems(ArchiveBytes bytes) throws IOException {
        try (Archive archive = bytes.open()) {
            return archive.verify().problems().stream()
                    .map(Verification.Problem::message)
                    .toList();
        }
    }

    private static TocEntry listing(int dumpId, String list) {
        return TocEntry.builder(dumpId)
                .tag("1..2")
                .desc("BLOB METADATA")
                .section(Section.PRE_DATA)
                .defn(list)
                .build();
    }

    private static TocEntry objects(int dumpId) {
        return TocEntry.builder(dumpId)
                .hadDumper(true)
                .tag("BLOBS")
                .desc("BLOBS")
                .section(Section.DATA)
                .dependencies(List.of(1))
                .build();
    }

    private static TocEntry table(int number) {
        return TocEntry.builder(number)
                .catalogId(1259, number)
                .tag("t" + number)
                .desc("TABLE")
                .section(Section.PRE_DATA)
                .defn("CREATE TABLE t" + number + " ();\n")
                .relkind('r')
                .dependencies(List.of(number + 1))
                .build();
    }
}
