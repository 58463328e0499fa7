package dev.sengi.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The meanings of {@code -Z}. Another test compares what it rejects with the real pg_dump. */
class CompressionOptionTest {

    static Stream<Arguments> meanings() {
        return Stream.of(
                Arguments.of("", Compression.none()),
                Arguments.of("0", Compression.none()),
                Arguments.of("7", Compression.gzip(7)),
                Arguments.of("-1", Compression.gzip(-1)),
                Arguments.of("none", Compression.none()),
                Arguments.of("gzip", Compression.gzip()),
                Arguments.of("gzip:9", Compression.gzip(9)),
                Arguments.of("gzip:level=3", Compression.gzip(3)),
                Arguments.of("lz4", Compression.lz4()),
                Arguments.of("lz4:12", Compression.of(CompressionAlgorithm.LZ4).withLevel(OptionalInt.of(12))),
                Arguments.of("zstd", Compression.zstd()),
                Arguments.of("zstd:-5", Compression.zstd(-5)),
                Arguments.of(
                        "zstd:long", Compression.of(CompressionAlgorithm.ZSTD).withLongDistance(true)),
                Arguments.of("zstd:long=no", Compression.zstd()),
                Arguments.of(
                        "zstd:level=19,long=on,workers=4",
                        Compression.of(CompressionAlgorithm.ZSTD)
                                .withLevel(OptionalInt.of(19))
                                .withLongDistance(true)
                                .withWorkers(4)));
    }

    @ParameterizedTest
    @MethodSource("meanings")
    void means(String text, Compression compression) {
        assertThat(CompressionOption.parse(text)).isEqualTo(compression);
    }
}
