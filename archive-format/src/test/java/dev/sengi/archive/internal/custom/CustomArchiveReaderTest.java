package dev.sengi.archive.internal.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.ArchiveContent;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.InMemoryChannel;
import dev.sengi.archive.Section;
import dev.sengi.archive.SummerTime;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads archives built byte by byte. */
class CustomArchiveReaderTest {

    @ParameterizedTest
    @MethodSource("versions")
    void readsEveryVersion(int minor) throws IOException {
        ArchiveBytes bytes = twoTables(minor);
        try (Archive archive = bytes.open()) {
            assertThat(archive.header())
                    .isEqualTo(ArchiveHeader.builder(ArchiveFormat.CUSTOM)
                            .version(new ArchiveVersion(1, minor, 0))
                            .offSize(minor >= 7 ? 8 : 4)
                            .compression(minor >= 2 ? CompressionAlgorithm.NONE : CompressionAlgorithm.GZIP)
                            .created(minor >= 4 ? LocalDateTime.of(2024, 2, 29, 23, 59, 58) : null)
                            .summerTime(minor >= 4 ? SummerTime.NO : SummerTime.UNKNOWN)
                            .dbname(minor >= 4 ? "db" : null)
                            .serverVersion(minor >= 10 ? "16.2" : null)
                            .dumpVersion(minor >= 10 ? "16.3" : null)
                            .build());
            assertThat(archive.warnings())
                    .hasSize(minor >= 9 ? 0 : 3)
                    .containsOnly(
                            minor >= 9
                                    ? new String[0]
                                    : new String[] {"restoring tables WITH OIDS is not supported anymore"});
            assertThat(archive.entries().get(1))
                    .isEqualTo(TocEntry.builder(2)
                            .hadDumper(true)
                            .tag("one")
                            .desc("TABLE DATA")
                            .section(Section.DATA)
                            .defn(null)
                            .dropStmt("")
                            .namespace(minor >= 6 ? "app" : null)
                            .tableam(minor >= 14 ? "heap" : null)
                            .owner("ann")
                            .dependencies(minor >= 5 ? List.of(17) : List.of())
                            .build());
            assertThat(ArchiveContent.read(archive).tables())
                    .containsEntry(2, "a\nb\n")
                    .containsEntry(3, "c\n");
        }
    }

    static IntStream versions() {
        return IntStream.rangeClosed(0, 16);
    }

    private static ArchiveBytes twoTables(int minor) {
        return ArchiveBytes.version(minor)
                .integer(3)
                .encoding("UTF8")
                .entry(2, "TABLE DATA", "one", null, true)
                .offset(1, 0)
                .entry(3, "TABLE DATA", "two", null, true)
                .offset(1, 0)
                .dataBlock(2, "a\n", "b\n")
                .dataBlock(3, "c\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, NONE",
        "3, 255, GZIP",
        "4, 0, NONE",
        "4, -1, GZIP",
        "14, 0, NONE",
        "14, -1, GZIP",
        "14, 6, GZIP",
        "15, 1, GZIP",
        "16, 2, LZ4",
        "16, 3, ZSTD"
    })
    void readsCompressionOfEveryVersion(int minor, int code, CompressionAlgorithm expected) throws IOException {
        try (Archive archive =
                ArchiveBytes.version(minor, code).integer(1).encoding("UTF8").open()) {
            assertThat(archive.header().compression()).isEqualTo(expected);
        }
    }

    /** Positions used to be Ints, which are too small for today's archives. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 12})
    void findsDataByPositionInOldVersions(int minor) throws IOException {
        int tocLength = positioned(minor, 0, 0).length();
        int blockLength = positioned(minor, 0, 0).dataBlock(3, "b\n").length() - tocLength;
        try (Archive archive = positioned(minor, tocLength + blockLength, tocLength)
                .dataBlock(3, "b\n")
                .dataBlock(2, "a\n")
                .open()) {
            assertThat(archive.dataLocation(archive.entries().get(1)).position())
                    .hasValue(tocLength + blockLength);
            assertThat(ArchiveContent.read(archive).tables())
                    .containsEntry(2, "a\n")
                    .containsEntry(3, "b\n");
        }
    }

    private static ArchiveBytes positioned(int minor, int first, int second) {
        return ArchiveBytes.version(minor)
                .integer(3)
                .encoding("UTF8")
                .entry(2, "TABLE DATA", "one", null, true)
                .offset(2, first)
                .entry(3, "TABLE DATA", "two", null, true)
                .offset(2, second);
    }

    @Test
    void findsDataByPosition() throws IOException {
        int tocLength = withPositions(0).length() - blocks().length;
        try (Archive archive = withPositions(tocLength).open()) {
            assertThat(archive.dataLocation(archive.entries().get(2)).position())
                    .hasValue(tocLength);
            // In the file, the block of dump ID 3 comes first, and a byte that no search could skip precedes that of
            // dump ID 2.
            assertThat(ArchiveContent.read(archive).tables())
                    .containsEntry(2, "a\n")
                    .containsEntry(3, "b\n");
        }
    }

    private static byte[] blocks() {
        return new byte[] {
            1, 0, 3, 0, 0, 0, 0, 2, 0, 0, 0, 'b', '\n', 0, 0, 0, 0, 0, 99, 1, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 'a', '\n',
            0, 0, 0, 0, 0
        };
    }

    private static ArchiveBytes withPositions(int tocLength) {
        return ArchiveBytes.version(16)
                .integer(3)
                .encoding("UTF8")
                .entry(2, "TABLE DATA", "one", null, true)
                .offset(2, tocLength + 19)
                .entry(3, "TABLE DATA", "two", null, true)
                .offset(2, tocLength)
                .raw(blocks());
    }

    @Test
    void remembersPositionsMetOnTheWay() throws IOException {
        try (Archive archive = twoTables(16).open()) {
            TocEntry one = archive.entries().get(1);
            TocEntry two = archive.entries().get(2);
            assertThat(archive.dataLocation(one).position()).isEmpty();
            assertThat(ArchiveContent.text(archive, two)).isEqualTo("c\n");
            assertThat(archive.dataLocation(one).position().orElseThrow())
                    .isPositive()
                    .isLessThan(archive.dataLocation(two).position().orElseThrow());
            assertThat(ArchiveContent.text(archive, one)).isEqualTo("a\nb\n");
        }
    }

    @Test
    void readsUnseekableInputInItsOrderOnly() throws IOException {
        try (Archive archive = twoTables(16).openUnseekable()) {
            assertThat(archive.seekable()).isFalse();
            TocEntry one = archive.entries().get(1);
            assertThat(ArchiveContent.text(archive, archive.entries().get(2))).isEqualTo("c\n");
            assertThatThrownBy(() -> archive.openData(one))
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessage("could not find block ID 2 in archive -- possibly due to out-of-order restore request,"
                            + " which cannot be handled due to non-seekable input file");
        }
    }

    @Test
    void refusesAStreamThatHasBeenReplaced() throws IOException {
        try (Archive archive = twoTables(16).open()) {
            InputStream one = archive.openData(archive.entries().get(1));
            archive.openData(archive.entries().get(2));
            assertThatThrownBy(one::read).isInstanceOf(IOException.class).hasMessageContaining("another entry");
        }
    }

    @Test
    void namesABlockThatIsMissing() throws IOException {
        ArchiveBytes bytes = ArchiveBytes.version(16)
                .integer(2)
                .encoding("UTF8")
                .entry(2, "TABLE DATA", "one", null, true)
                .offset(1, 0)
                .dataBlock(9, "a\n");
        assertFailure(bytes, "could not find block ID 2 in archive -- possibly corrupt archive");
    }

    @Test
    void namesABlockThatIsAnother() throws IOException {
        ArchiveBytes bytes = withPositions(withPositions(0).length() - blocks().length - 19);
        assertFailure(bytes, "found unexpected block ID (3) when reading data -- expected 2");
    }

    @Test
    void namesBlocksOfUnknownType() throws IOException {
        assertFailure(oneTable().raw(7).integer(2), "unrecognized data block type 7 while restoring archive");
        assertFailure(oneTable().raw(7).integer(9), "unrecognized data block type (7) while searching archive");
        assertFailure(oneTable().raw(3).integer(2), "unrecognized data block type 3 while restoring archive");
    }

    private static ArchiveBytes oneTable() {
        return ArchiveBytes.version(16)
                .integer(2)
                .encoding("UTF8")
                .entry(2, "TABLE DATA", "one", null, true)
                .offset(1, 0);
    }

    @Test
    void neverTrustsALength() throws IOException {
        assertFailure(
                oneTable().raw(1).integer(2).integer(Integer.MAX_VALUE).raw('x'),
                "could not read from input file: end of file");
        assertFailure(oneTable().raw(1).integer(2).integer(-5).raw('x'), "invalid length of a data chunk: -5");
        assertFailure(
                oneTable().raw(1).integer(9).integer(Integer.MAX_VALUE).raw('x'),
                "could not read from input file: end of file");
        assertFailure(
                ArchiveBytes.version(16).integer(Integer.MAX_VALUE).encoding("UTF8"),
                "could not read from input file: end of file");
        assertFailure(
                ArchiveBytes.version(16).integer(1).integer(1).integer(0).integer(Integer.MAX_VALUE),
                "could not read from input file: end of file");
        assertFailure(ArchiveBytes.version(16).integer(-1), "negative number of TOC entries: -1");
    }

    @Test
    void namesWhatIsWrongWithAnEntry() throws IOException {
        assertFailure(
                ArchiveBytes.version(16).integer(1).entry(0, "TABLE", "t", "", false),
                "entry ID 0 out of range -- perhaps a corrupt TOC");
        assertFailure(ArchiveBytes.version(16).integer(1).entry(2, "TABLE", null, "", false), "TOC entry has no tag");
        assertFailure(oneEntry("TABLE", "").offset(4, 0), "unexpected data offset flag 4");
        assertFailure(oneEntry("TABLE", "").offset(2, -1), "file offset in dump file is too large");
        assertFailure(oneEntry("ENCODING", "SET").offset(3, 0), "invalid ENCODING item: SET");
        assertFailure(oneEntry("ENCODING", "SET 'KLINGON';").offset(3, 0), "unrecognized encoding \"KLINGON\"");
        assertFailure(oneEntry("STDSTRINGS", "SET 'maybe';").offset(3, 0), "invalid STDSTRINGS item: SET 'maybe';");
    }

    private static ArchiveBytes oneEntry(String desc, String defn) {
        return ArchiveBytes.version(16).integer(1).entry(1, desc, "x", defn, false);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 2, TOO_NEW, unsupported version (2.16) in file header",
        "6, 17, TOO_NEW, unsupported version (1.17) in file header",
        "5, 200, TOO_NEW, unsupported version (-56.16) in file header",
        "5, 0, UNSUPPORTED, unsupported version (0.16) in file header",
        "8, 33, CORRUPT, sanity check on integer size (33) failed",
        "10, 3, OTHER_FORMAT, expected format (1) differs from format found in file (3)",
        "10, 9, CORRUPT, expected format (1) differs from format found in file (9)",
        "11, 4, UNSUPPORTED, unrecognized compression algorithm: 4"
    })
    void namesWhatIsWrongWithTheHeader(int offset, int value, Reason reason, String message) {
        byte[] bytes = twoTables(16).bytes();
        bytes[offset] = (byte) value;
        assertThatThrownBy(() -> Archive.open(new InMemoryChannel(bytes)))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        ArchiveFormatException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    @Test
    void readsAnInvalidCreationTime() throws IOException {
        byte[] bytes = twoTables(16).bytes();
        // The highest byte of the year.
        bytes[41] = 0x7f;
        try (Archive archive = Archive.open(new InMemoryChannel(bytes))) {
            assertThat(archive.header().created())
                    .isEqualTo(LocalDateTime.ofInstant(Instant.ofEpochSecond(-1), ZoneId.systemDefault()));
            assertThat(archive.warnings()).containsExactly("invalid creation date in header");
        }
    }

    @Test
    void keepsBytesOfAnEncodingWithoutGuarantees() throws IOException {
        try (Archive archive = ArchiveBytes.version(16)
                .integer(2)
                .encoding("SQL_ASCII")
                .entry(2, "TABLE", "\u00ff\u0080", "", false)
                .offset(3, 0)
                .open()) {
            assertThat(archive.entries().get(1).tag()).isEqualTo("\u00ff\u0080");
        }
    }

    private static void assertFailure(ArchiveBytes bytes, String message) throws IOException {
        assertThatThrownBy(() -> {
                    try (Archive archive = bytes.open()) {
                        ArchiveContent.read(archive);
                    }
                })
                .isInstanceOf(ArchiveFormatException.class)
                .hasMessage(message);
    }
}
