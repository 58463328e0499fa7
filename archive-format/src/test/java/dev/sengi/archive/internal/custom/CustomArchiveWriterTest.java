package dev.sengi.archive.internal.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.InMemoryChannel;
import dev.sengi.archive.SampleArchive;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomArchiveWriterTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void leavesNoCompleteArchiveIfNotFinished() throws IOException {
        // Ends with a block's terminator, like a complete archive.
        for (int size : new int[] {0, 10, 65_536, 1_000_000}) {
            InMemoryChannel channel = new InMemoryChannel();
            try (ArchiveWriter writer = ArchiveWriter.create(channel, ArchiveFormat.CUSTOM, Compression.none())) {
                writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, SampleArchive.ROWS));
                try (OutputStream rows = writer.openData(SampleArchive.ROWS)) {
                    rows.write(new byte[size]);
                }
            }
            assertThatThrownBy(() -> SampleArchive.readSeekable(channel.bytes()))
                    .isInstanceOf(ArchiveFormatException.class);
        }
    }

    @Test
    void refusesToFinishWithoutTheDataPromised() throws IOException {
        try (ArchiveWriter writer = ArchiveWriter.create(written, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no data have been written for dump ID 3");
        }
    }

    @Test
    void acceptsNoDataAfterItHasBeenClosed() throws IOException {
        ArchiveWriter writer = ArchiveWriter.create(written, ArchiveFormat.CUSTOM, Compression.none());
        writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
        try (OutputStream rows = writer.openData(SampleArchive.ROWS)) {
            rows.write(1);
            writer.close();
            assertThatThrownBy(() -> rows.write(new byte[100_000]))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the writer of the archive has been closed");
        }
    }

    @Test
    void refusesDataOutOfPlace() throws IOException {
        try (ArchiveWriter writer = ArchiveWriter.create(written, ArchiveFormat.CUSTOM, Compression.gzip())) {
            assertThatThrownBy(() -> writer.openData(SampleArchive.ROWS)).isInstanceOf(IllegalStateException.class);
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            assertThatThrownBy(() -> writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.openData(SampleArchive.TABLE)).isInstanceOf(IllegalStateException.class);
            OutputStream rows = writer.openData(SampleArchive.ROWS);
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
            rows.close();
            assertThatThrownBy(() -> writer.openData(SampleArchive.ROWS)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesInvalidOids() throws IOException {
        try (ArchiveWriter writer = ArchiveWriter.create(written, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(SampleArchive.OBJECTS)) {
                assertThatThrownBy(() -> objects.next(0)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> objects.next(1L << 32)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void refusesTextThatTheEncodingLacks() {
        TocEntry latin = SampleArchive.ENCODING.toBuilder()
                .defn("SET client_encoding = 'LATIN1';\n")
                .build();
        TocEntry greek = SampleArchive.TABLE.toBuilder().tag("Ω").build();
        assertThatThrownBy(() -> ArchiveWriter.create(written, ArchiveFormat.CUSTOM, Compression.none())
                        .begin(SampleArchive.HEADER, List.of(latin, greek)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ISO-8859-1 lacks: Ω");
    }

    @Test
    void writesTextInTheEncodingOfTheArchive() throws IOException {
        TocEntry latin = SampleArchive.ENCODING.toBuilder()
                .defn("SET client_encoding = 'LATIN1';\n")
                .build();
        try (ArchiveWriter writer = ArchiveWriter.create(written, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(SampleArchive.HEADER, List.of(latin, SampleArchive.TABLE));
            writer.finish();
        }
        assertThat(written.toString(StandardCharsets.ISO_8859_1))
                .contains("größe")
                .contains("Straße");
        assertThat(SampleArchive.readUnseekable(written.toByteArray()).entries())
                .containsExactly(latin, SampleArchive.TABLE);
    }
}
