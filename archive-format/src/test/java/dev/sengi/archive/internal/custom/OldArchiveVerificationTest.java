package dev.sengi.archive.internal.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.ArchiveCopy;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.InMemoryChannel;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of every version, intact and damaged. */
class OldArchiveVerificationTest {
    private static final String ROWS = "1\tone\n2\t\\N\n";

    static IntStream versions() {
        return IntStream.rangeClosed(0, 16);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void findsNothingInWholeArchives(int minor) throws IOException {
        for (ArchiveBytes header : List.of(ArchiveBytes.version(minor), ArchiveBytes.compressed(minor))) {
            byte[] bytes = archive(minor, header, end(minor)).bytes();
            assertThat(verify(bytes).problems()).isEmpty();
            try (Archive archive = Archive.open(new ByteArrayInputStream(bytes))) {
                assertThat(archive.verify().problems()).isEmpty();
            }
        }
    }

    /** Cuts at every position shortly before the end. */
    @ParameterizedTest
    @MethodSource("versions")
    void findsWhatIsCutOff(int minor) throws IOException {
        byte[] bytes =
                archive(minor, ArchiveBytes.compressed(minor), end(minor)).bytes();
        for (int length = bytes.length - 1; length > bytes.length - 40; length--) {
            assertThat(verify(Arrays.copyOf(bytes, length)).problems())
                    .as("cut to %d bytes of %d", length, bytes.length)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void findsWhatFollowsTheEnd(int minor) throws IOException {
        byte[] bytes =
                archive(minor, ArchiveBytes.version(minor), end(minor)).raw(0).bytes();
        assertThat(verify(bytes).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).isEqualTo("there is extra content after the last entry's data"));
    }

    @ParameterizedTest
    @CsvSource({
        "16, '\\.\n\n\n', true",
        "11, '\\.\n\n\n', true",
        "11, '\\.\n', false",
        "10, '\\.\n\n\n', true",
        "10, '\\.\n', true",
        "10, '\\.\n\n\n\n', false",
        "10, '', false",
        "3, '\\.', false",
        "3, '\\.\n', true",
        "2, '', true"
    })
    void knowsHowRowsEnded(int minor, String end, boolean whole) throws IOException {
        assertThat(verify(archive(minor, ArchiveBytes.version(minor), end).bytes())
                        .isWhole())
                .isEqualTo(whole);
    }

    /** Before 1.11 sections are inferred, which proves nothing, and types of that time may be unknown today. */
    @ParameterizedTest
    @CsvSource({"10, true", "11, false"})
    void knowsTypesAndSectionsIfTheyAreStored(int minor, boolean whole) throws IOException {
        ArchiveBytes bytes = ArchiveBytes.version(minor)
                .integer(1)
                .entry(TocEntry.builder(1).tag("g").desc("GADGET").build(), false);
        assertThat(verify(bytes.bytes()).isWhole()).isEqualTo(whole);
    }

    /** A copy has the current version, whose readers would not create the large objects of old versions. */
    @ParameterizedTest
    @CsvSource({
        "2, the data of TABLE DATA in version 1.2-0 cannot be copied into version 1.16-0",
        "3, the data of BLOBS in version 1.3-0 cannot be copied into version 1.16-0",
        "11, the data of BLOBS in version 1.11-0 cannot be copied into version 1.16-0",
        "12,"
    })
    void copiesWhatKeepsItsMeaning(int minor, String failure) throws IOException {
        InMemoryChannel copy = new InMemoryChannel();
        try (Archive from =
                        archive(minor, ArchiveBytes.version(minor), end(minor)).open();
                ArchiveWriter to = ArchiveWriter.create(copy, ArchiveFormat.CUSTOM, Compression.none())) {
            ThrowingCallable copying = () -> ArchiveCopy.of(from).to(to);
            if (failure == null) {
                assertThatCode(copying).doesNotThrowAnyException();
                assertThat(verify(copy.bytes()).dataBytes())
                        .isEqualTo(from.verify().dataBytes());
            } else {
                assertThatThrownBy(copying)
                        .isInstanceOf(ArchiveFormatException.class)
                        .hasMessage(failure);
            }
        }
    }

    /** Before 1.8, dependencies are OIDs, and a number may be both an object's OID and an entry's dump ID. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 8, 16})
    void copiesDependenciesOnlyIfTheyAreDumpIds(int minor) throws IOException {
        InMemoryChannel copy = new InMemoryChannel();
        ArchiveBytes bytes = ArchiveBytes.version(minor)
                .integer(2)
                .entry(entry(1, "TABLE", Section.PRE_DATA).build(), false)
                .entry(
                        entry(2, "VIEW", Section.PRE_DATA)
                                .dependencies(List.of(1, 2))
                                .build(),
                        false);
        try (Archive from = bytes.open();
                ArchiveWriter to = ArchiveWriter.create(copy, ArchiveFormat.CUSTOM, Compression.none())) {
            ArchiveCopy.of(from).to(to);
        }
        try (Archive archive = Archive.open(new InMemoryChannel(copy.bytes()))) {
            assertThat(archive.entries().get(1).dependencies()).isEqualTo(minor >= 8 ? List.of(1, 2) : List.of());
        }
    }

    private static String end(int minor) {
        return minor >= 11 ? "\\.\n\n\n" : "\\.\n";
    }

    private static ArchiveBytes archive(int minor, ArchiveBytes archive, String end) {
        boolean separate = minor >= 3;
        List<TocEntry> entries = new ArrayList<>(List.of(
                entry(1, "TABLE", Section.PRE_DATA).dropStmt("DROP TABLE t;\n").build(),
                entry(2, "TABLE DATA", Section.DATA)
                        .hadDumper(true)
                        .copyStmt("COPY t (a, b) FROM stdin;\n")
                        .build(),
                entry(3, "INDEX", Section.POST_DATA).build()));
        if (separate) {
            entries.add(
                    entry(4, "BLOBS", Section.DATA).tag("BLOBS").hadDumper(true).build());
            entries.add(entry(5, "BLOB COMMENTS", Section.DATA).hadDumper(true).build());
        }
        archive.integer(entries.size());
        entries.forEach(entry -> archive.entry(entry, false));
        archive.dataBlock(2, separate ? ROWS + end : "COPY t FROM stdin;\n" + ROWS + end);
        return separate
                ? archive.largeObjects(4, new long[] {1, 0xffff_ffffL}, "abc", "")
                        .dataBlock(5, "COMMENT ON LARGE OBJECT 1 IS '';\n")
                : archive;
    }

    private static TocEntry.Builder entry(int dumpId, String desc, Section section) {
        return TocEntry.builder(dumpId).tag("t").desc(desc).section(section);
    }

    private static Verification verify(byte... bytes) throws IOException {
        try (Archive archive = Archive.open(new InMemoryChannel(bytes))) {
            return archive.verify();
        }
    }
}
