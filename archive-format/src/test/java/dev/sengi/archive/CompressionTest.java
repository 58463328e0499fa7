package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
    /** More than any compressor buffers. */
    private static final int LARGE = 3 << 20;

    /** A sink that stays open leaks a file descriptor. */
    @ParameterizedTest
    @EnumSource(
            value = CompressionAlgorithm.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE"})
    void sinksAreClosedEvenIfTheyAreFull(CompressionAlgorithm algorithm) throws IOException {
        for (int workers = 0; workers <= (algorithm == CompressionAlgorithm.ZSTD ? 2 : 0); workers++) {
            for (int length : new int[] {0, 1, LARGE}) {
                FullSink sink = new FullSink();
                byte[] content = new byte[length];
                new Random(1).nextBytes(content);
                Compression compression = Compression.of(algorithm);
                OutputStream out = (workers == 0 ? compression : compression.withWorkers(workers)).compress(sink);
                assertThatThrownBy(() -> {
                            try (out) {
                                out.write(content);
                            }
                        })
                        .hasMessage("No space left on device");
                assertThat(sink.closed).isEqualTo(1);
            }
        }
    }

    private static final class FullSink extends OutputStream {
        private int closed;

        @Override
        public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GZIP, 10, false",
        "GZIP, 0, false",
        "GZIP, -1, true",
        "GZIP, 9, true",
        "LZ4, 13, false",
        "LZ4, 12, true",
        "LZ4, 0, true",
        "ZSTD, 23, false",
        "ZSTD, 22, true",
        "ZSTD, -131073, false",
        "NONE, 5, false",
        "NONE, 0, true"
    })
    void levelsHaveARange(CompressionAlgorithm algorithm, int level, boolean valid) {
        OptionalInt chosen = OptionalInt.of(level);
        if (valid) {
            assertThat(Compression.of(algorithm).withLevel(chosen).level()).isEqualTo(chosen);
        } else {
            assertThatThrownBy(() -> Compression.of(algorithm).withLevel(chosen))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("compression level " + level + " is out of range for " + algorithm.label());
        }
    }
}
