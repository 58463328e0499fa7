package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No reader takes an archive for complete whose writer has not finished it, in any format. */
class UnfinishedArchiveTest {
    private static final int SIZE = 100_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void isNotReadAsIfItWereComplete(ArchiveFormat format) throws IOException {
        Path file = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.none())) {
            writer.begin(
                    SampleArchive.HEADER, List.of(SampleArchive.ENCODING, SampleArchive.TABLE, SampleArchive.ROWS));
            writer.openData(SampleArchive.ROWS).write(new byte[SIZE]);
        }
        if (Files.exists(file)) {
            assertThatThrownBy(() -> {
                        try (Archive archive = Archive.open(file)) {
                            ArchiveContent.read(archive);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void isNotFinishedWhileDataAreWritten(ArchiveFormat format) throws IOException {
        try (ArchiveWriter writer = ArchiveWriter.create(folder.resolve("archive"), format, Compression.none())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            OutputStream data = writer.openData(SampleArchive.ROWS);
            data.write(new byte[SIZE]);
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 0x1_0000_0000L})
    void largeObjectsHaveAnOid(long oid) throws IOException {
        for (ArchiveFormat format : ArchiveFormat.values()) {
            Path file = folder.resolve(format.name());
            try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.none())) {
                writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
                writer.openData(SampleArchive.ROWS).close();
                writer.openData(SampleArchive.NO_ROWS).close();
                try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(SampleArchive.OBJECTS)) {
                    assertThatThrownBy(() -> objects.next(oid))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("invalid OID for large object (" + oid + ")");
                }
            }
        }
    }
}
