package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

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
