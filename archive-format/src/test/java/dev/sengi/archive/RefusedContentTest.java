package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.internal.creation.ArchiveCreation;
import dev.sengi.archive.internal.creation.WriterOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In every format, a writer rejects what readers would reject or change. */
class RefusedContentTest {
    private static final TocEntry LATIN1 = TocEntry.builder(1)
            .tag("ENCODING")
            .desc("ENCODING")
            .defn("SET client_encoding = 'LATIN1';\n")
            .build();
    private static final TocEntry TABLE = TocEntry.builder(2)
            .tag("t")
            .desc("TABLE")
            .namespace("public")
            .owner("o")
            .defn("CREATE TABLE public.t (\n    a integer\n);\n")
            .build();
    private static final TocEntry ROWS = TocEntry.builder(3)
            .hadDumper(true)
            .tag("t")
            .desc("TABLE DATA")
            .section(Section.DATA)
            .namespace("public")
            .owner("o")
            .copyStmt("COPY public.t (a) FROM stdin;\n")
            .dependencies(List.of(2))
            .build();

    @TempDir
    private Path folder;

    private ArchiveWriter writer(ArchiveFormat format) throws IOException {
        return ArchiveWriter.create(folder.resolve("archive"), format, Compression.none());
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveWhoseBeginningFailedIsNotFinished(ArchiveFormat format) throws IOException {
        List<TocEntry> entries = List.of(LATIN1, TABLE.toBuilder().tag("€").build());
        try (ArchiveWriter writer = writer(format)) {
            assertThatThrownBy(() -> writer.begin(SampleArchive.HEADER, entries))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("lacks: €");
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.begin(SampleArchive.HEADER, List.of(LATIN1)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textMustNotContainNul(ArchiveFormat format) throws IOException {
        List<TocEntry> entries = List.of(LATIN1, TABLE.toBuilder().tag("t\0x").build());
        try (ArchiveWriter writer = writer(format)) {
            assertThatThrownBy(() -> writer.begin(SampleArchive.HEADER, entries))
                    .isInstanceOf(IOException.class)
                    .hasMessage("text contains a NUL character: t");
        }
    }

    @Test
    void numbersOfEntriesAreInRange() {
        TocEntry.Builder builder = TABLE.toBuilder();
        for (long oid : new long[] {-1, 0x1_0000_0000L}) {
            assertThatThrownBy(() -> builder.catalogId(oid, 1).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("OID is out of range: " + oid);
            assertThatThrownBy(() -> builder.catalogId(1, oid).build()).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(builder.catalogId(0xffff_ffffL, 0).build().tableoid()).isEqualTo(0xffff_ffffL);
        assertThatThrownBy(() -> builder.relkind('€').build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("relkind is out of range: 8364");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\n", "1\\.\n", "1\n\\.\nx\n"})
    void rowsEndWithTheirTerminator(String data) throws IOException {
        for (ArchiveFormat format : ArchiveFormat.values()) {
            Path file = folder.resolve(format.name());
            try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.none())) {
                writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, TABLE, ROWS));
                write(writer, data);
                assertThatThrownBy(writer::finish)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the data of dump ID 3 do not end with \"\\.\"");
            }
        }
    }

    private static void write(ArchiveWriter writer, String data) throws IOException {
        try (OutputStream rows = writer.openData(ROWS)) {
            for (byte octet : data.getBytes(StandardCharsets.UTF_8)) {
                rows.write(octet);
            }
        }
    }

    /** Without the empty lines, a file may have been truncated. */
    @ParameterizedTest
    @ValueSource(strings = {"\\.\n", "1\n2\n\\.\n", "1\n\\.\n\n", "1\n\\.\n\n\n"})
    void whatFollowsTheTerminatorIsAdded(String data) throws IOException {
        String whole = data.stripTrailing() + "\n\n\n";
        for (ArchiveFormat format : ArchiveFormat.values()) {
            Path file = folder.resolve(format.name());
            try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.none())) {
                writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, TABLE, ROWS));
                write(writer, data);
                writer.finish();
            }
            try (Archive archive = Archive.open(file)) {
                assertThat(archive.verify().problems()).isEmpty();
                assertThat(archive.openData(archive.entries().get(2)).readAllBytes())
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo(whole);
                Path copy = folder.resolve("copy of " + format);
                try (ArchiveWriter writer = ArchiveWriter.create(copy, ArchiveFormat.CUSTOM, Compression.none())) {
                    assertThat(ArchiveCopy.of(archive).to(writer).dataBytes()).isEqualTo(whole.length());
                }
            }
        }
    }

    /** The server would ignore them. */
    @ParameterizedTest
    @ValueSource(strings = {"1\n\\.\n2\n\\.\n", "\\.\n\n\n1\n\\.\n\n\n", "\\.\n\\.\n"})
    void rowsAfterTheTerminatorAreRefused(String data) throws IOException {
        for (ArchiveFormat format : ArchiveFormat.values()) {
            Path file = folder.resolve(format.name());
            // As if the rows came from a server; such rows are not searched for a terminator.
            try (ArchiveWriter writer =
                    ArchiveCreation.create(file, format, Compression.none(), WriterOptions.forServersRows())) {
                writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, TABLE, ROWS));
                write(writer, data);
                writer.finish();
            }
            try (Archive archive = Archive.open(file);
                    ArchiveWriter writer = ArchiveWriter.create(
                            folder.resolve("copy of " + format), ArchiveFormat.CUSTOM, Compression.none())) {
                assertThatThrownBy(() -> ArchiveCopy.of(archive).to(writer))
                        .isInstanceOf(ArchiveFormatException.class)
                        .hasMessageContaining("there are data after the end of the rows");
            }
            try (ArchiveWriter writer =
                    ArchiveWriter.create(folder.resolve("new " + format), format, Compression.none())) {
                writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, TABLE, ROWS));
                write(writer, data);
                assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
            }
        }
    }
}
