package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of all formats copied into archives of all formats, whole or in part. */
class ArchiveCopyTest {
    @TempDir
    private Path folder;

    /** As an application does that copies the data itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void beginningACopyOfATarKeepsTimesAndTheScriptOfAWhole(boolean whole) throws Exception {
        Path copy = folder.resolve("copy");
        try (Archive original = Archive.open(FormatsTest.golden("none.tar"));
                ArchiveWriter writer = ArchiveWriter.create(copy, ArchiveFormat.TAR, Compression.none())) {
            List<TocEntry> definitions = original.entries().stream()
                    .filter(entry -> !entry.hadDumper())
                    .toList();
            writer.beginCopy(original, definitions, whole);
            writer.finish();
            try (Archive copied = Archive.open(copy)) {
                assertThat(copied.header()).isEqualTo(original.header());
                TarExtras extras = copied.tarExtras().orElseThrow();
                assertThat(extras.modified("toc.dat"))
                        .isEqualTo(original.tarExtras().orElseThrow().modified("toc.dat"));
                assertThat(extras.modified("restore.sql").isPresent()).isEqualTo(whole);
            }
        }
    }

    /** Without compression, the format leaves the writer no choice. */
    @Test
    void copiesAreByteIdentical() throws Exception {
        Path directory = folder.resolve("directory");
        FormatsTest.copy(
                FormatsTest.golden("none.directory"),
                ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.none()));
        assertThat(FormatsTest.files(directory)).isEqualTo(FormatsTest.files(FormatsTest.golden("none.directory")));
        Path tar = folder.resolve("tar");
        FormatsTest.copy(
                FormatsTest.golden("none.tar"), ArchiveWriter.create(tar, ArchiveFormat.TAR, Compression.none()));
        assertThat(tar).hasSameBinaryContentAs(FormatsTest.golden("none.tar"));
        Path piped = folder.resolve("piped");
        try (OutputStream stream = Files.newOutputStream(piped)) {
            FormatsTest.copy(
                    FormatsTest.golden("none.tar"),
                    ArchiveWriter.create(stream, ArchiveFormat.TAR, Compression.none()));
        }
        assertThat(piped).hasSameBinaryContentAs(FormatsTest.golden("none.tar"));
    }

    @ParameterizedTest
    @CsvSource({
        "CUSTOM, none.directory",
        "CUSTOM, none.tar",
        "DIRECTORY, none.tar",
        "DIRECTORY, gzip.dump",
        "TAR, zstd.dump",
        "TAR, lz4.directory",
        "CUSTOM, 1.14.tar",
        "DIRECTORY, 1.14.dump"
    })
    void anyFormatBecomesAnyOther(ArchiveFormat format, String name) throws Exception {
        for (Compression compression :
                List.of(Compression.none(), Compression.gzip(), Compression.lz4(), Compression.zstd())) {
            if (format != ArchiveFormat.TAR || compression.equals(Compression.none())) {
                Path copy = folder.resolve(compression.algorithm().label());
                FormatsTest.copy(FormatsTest.golden(name), ArchiveWriter.create(copy, format, compression));
                ArchiveContent expected = FormatsTest.content(FormatsTest.golden(name));
                ArchiveContent actual = FormatsTest.content(copy);
                assertThat(actual.header().format()).isEqualTo(format);
                assertThat(actual.tables()).isEqualTo(expected.tables());
                assertThat(actual.largeObjects()).isEqualTo(expected.largeObjects());
                try (Archive archive = Archive.open(copy)) {
                    assertThat(archive.verify().problems()).isEmpty();
                }
            }
        }
    }

    @Test
    void aPartIsCopied() throws Exception {
        Path copy = folder.resolve("part");
        try (Archive from = Archive.open(FormatsTest.golden("gzip.dump"));
                ArchiveWriter to = ArchiveWriter.create(copy, ArchiveFormat.CUSTOM, Compression.zstd())) {
            ArchiveCopy.of(from).select(entry -> entry.tag().equals("nothing")).to(to);
        }
        ArchiveContent content = FormatsTest.content(copy);
        assertThat(content.entries())
                .extracting(TocEntry::desc)
                .containsExactly("ENCODING", "STDSTRINGS", "SEARCHPATH", "TABLE", "TABLE DATA");
        assertThat(content.table("nothing")).isEqualTo("\\.\n\n\n");
    }

    @Test
    void severalEntriesOfOneDumpIdAreNotCopied() throws IOException {
        InMemoryChannel channel = new InMemoryChannel();
        try (ArchiveWriter writer = ArchiveWriter.create(channel, ArchiveFormat.CUSTOM, Compression.none())) {
            SampleArchive.write(writer, 10);
        }
        byte[] bytes = channel.bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        // The dump ID, and that there are data.
        bytes[text.indexOf("\0\4\0\0\0\0\1\0\0\0") + 1] = 3;
        for (ArchiveFormat format : ArchiveFormat.values()) {
            Path copy = folder.resolve(format.name());
            try (Archive archive = Archive.open(new InMemoryChannel(bytes));
                    ArchiveWriter writer = ArchiveWriter.create(copy, format, Compression.none())) {
                assertThatThrownBy(() -> ArchiveCopy.of(archive).to(writer))
                        .isInstanceOf(ArchiveFormatException.class)
                        .hasMessage("several entries have dump ID 3");
            }
        }
    }

    @Test
    void entriesCanBeChangedAsTheyAreCopied() throws Exception {
        Path changed = folder.resolve("changed");
        CopyReport report;
        long total;
        try (Archive from = Archive.open(FormatsTest.golden("none.tar"));
                ArchiveWriter to = ArchiveWriter.create(changed, ArchiveFormat.CUSTOM, Compression.none())) {
            report = ArchiveCopy.of(from)
                    .map(entry -> entry.toBuilder().owner("someone").build())
                    .map(entry ->
                            entry.toBuilder().owner(entry.owner() + " else").build())
                    .to(to);
            ArchiveCopy other = ArchiveCopy.of(from)
                    .map(entry ->
                            entry.toBuilder().hadDumper(!entry.hadDumper()).build());
            assertThatThrownBy(() -> other.to(to)).isInstanceOf(IllegalArgumentException.class);
            total = from.verify().dataBytes();
        }
        try (Archive archive = Archive.open(changed)) {
            assertThat(archive.entries()).extracting(TocEntry::owner).containsOnly("someone else");
            assertThat(report.entries()).isEqualTo(archive.entries().size());
            assertThat(report.dataBytes()).isPositive().isEqualTo(total);
            assertThat(archive.verify().isWhole()).isTrue();
        }
    }
}
