package dev.sengi.archive.internal.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.InMemoryChannel;
import dev.sengi.archive.SampleArchive;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However an archive's bytes are damaged, reading fails only with an {@link ArchiveFormatException}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DamagedArchiveTest {

    @ParameterizedTest
    @EnumSource
    void findsTruncationAnywhere(CompressionAlgorithm algorithm) throws IOException {
        byte[] bytes = SampleArchive.seekable(Compression.of(algorithm), 300);
        for (int length = firstOffset(algorithm, bytes); length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SampleArchive.readSeekable(cut))
                    .as("seekable, cut to %d bytes", length)
                    .isInstanceOfSatisfying(
                            ArchiveFormatException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.CORRUPT));
            assertThatThrownBy(() -> SampleArchive.readUnseekable(cut))
                    .as("unseekable, cut to %d bytes", length)
                    .isInstanceOf(ArchiveFormatException.class);
        }
    }

    /** Returns 0 or the start of the data: what precedes them does not depend on compression. */
    private static int firstOffset(CompressionAlgorithm algorithm, byte[] bytes) throws IOException {
        try (Archive archive = Archive.open(new InMemoryChannel(bytes))) {
            return algorithm == CompressionAlgorithm.NONE
                    ? 0
                    : (int) archive.dataLocation(SampleArchive.ROWS).position().orElseThrow();
        }
    }

    @Test
    void namesPlaceAndEntry() throws IOException {
        byte[] bytes = SampleArchive.seekable(Compression.zstd(), 300);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> SampleArchive.readSeekable(cut))
                .hasMessage("could not read from input file: end of file")
                .isInstanceOfSatisfying(ArchiveFormatException.class, failure -> {
                    assertThat(failure.offset()).hasValue(cut.length);
                    assertThat(failure.dumpId()).hasValue(SampleArchive.OBJECTS.dumpId());
                });
    }

    @ParameterizedTest
    @EnumSource
    void survivesAnyByteBeingAnother(CompressionAlgorithm algorithm) throws IOException {
        byte[] bytes = SampleArchive.seekable(Compression.of(algorithm), 300);
        for (int i = firstOffset(algorithm, bytes); i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) 0xff;
            assertReadableOrRefused(damaged, "byte " + i);
        }
    }

    private static void assertReadableOrRefused(byte[] damaged, String what) {
        for (Throwable failure : new Throwable[] {
            catchThrowable(() -> SampleArchive.readSeekable(damaged)),
            catchThrowable(() -> SampleArchive.readUnseekable(damaged))
        }) {
            if (failure != null) {
                assertThat(failure).as(what).isInstanceOf(ArchiveFormatException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsCompressedDataThatEndTooEarly(CompressionAlgorithm algorithm) throws IOException {
        // A valid archive, except that the chunk lacks the last bytes of the compressed stream.
        byte[] bytes = CompressedItem.archive(algorithm, 300, -2);
        assertThatThrownBy(() -> SampleArchive.readSeekable(bytes))
                .isInstanceOfSatisfying(ArchiveFormatException.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.CORRUPT);
                    assertThat(failure.dumpId()).hasValue(2);
                })
                .hasMessageMatching("could not (uncompress data|decompress|decompress data): .+");
        assertThat(SampleArchive.readSeekable(CompressedItem.archive(algorithm, 300, 0))
                        .tables())
                .containsOnlyKeys(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsBytesAfterCompressedData(CompressionAlgorithm algorithm) throws IOException {
        byte[] bytes = CompressedItem.archive(algorithm, 300, 5);
        assertThatThrownBy(() -> SampleArchive.readSeekable(bytes)).isInstanceOf(ArchiveFormatException.class);
    }
}
