package dev.sengi.archive.internal.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4FrameTest {
    /** The start of pg_dump's frames: linked blocks of 64 KiB. */
    private static final String LINKED = "04224d184040c0";

    /** The start of our frames: independent blocks of 256 KiB. */
    private static final String INDEPENDENT = "04224d186050fb";

    private static final String END = "00000000";

    @Test
    void writesOnlyAHeaderForNoRows() throws IOException {
        assertThat(HexFormat.of().formatHex(compress())).isEqualTo(INDEPENDENT + END);
        assertThat(decompress(INDEPENDENT + END)).isEmpty();
        assertThat(decompress(LINKED + END)).isEmpty();
        assertThat(decompress("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13, 14, 100, 1023, 1024, 1025, 65_536, 262_143, 262_144, 262_145, 1_000_000})
    void roundTrips(int size) throws IOException {
        Random random = new Random(size);
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        assertRoundTrip(noise);

        byte[] repeated = new byte[size];
        assertThat(assertRoundTrip(repeated)).isLessThan(size / 100 + 40);

        assertRoundTrip(words(random, size));
    }

    /** A stored block, then one that repeats a word from it and continues: this is how pg_dump's blocks are linked. */
    @Test
    void readsMatchesInBlocksBefore() throws IOException {
        String stored = "06000080" + "616263646566";
        String linked = "06000000" + "00" + "0600" + "20" + "6768";
        assertThat(decompress(LINKED + stored + linked + END)).asString().isEqualTo("abcdefabcdgh");
        assertThatThrownBy(() -> decompress(INDEPENDENT + stored + linked + END))
                .hasMessage("could not decompress: LZ4 match reaches back too far");
    }

    @Test
    void doesNotFlush() throws IOException {
        byte[] content = words(new Random(2), 1000);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = StreamCompression.compress(Compression.lz4(), compressed)) {
            out.write(content, 0, 500);
            out.flush();
            out.write(content, 500, 500);
        }
        assertThat(compressed.toByteArray()).isEqualTo(compress(content));
    }

    @Test
    void closesASinkThatAcceptsNothing() throws IOException {
        boolean[] closed = new boolean[1];
        OutputStream out = StreamCompression.compress(Compression.lz4(), new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        });
        out.write(1);
        assertThatThrownBy(out::close).hasMessage("full");
        assertThat(closed[0]).isTrue();
    }

    @Test
    void compressesBetterAtHigherLevels() throws IOException {
        byte[] content = words(new Random(5), 300_000);
        int fast = compress(Compression.lz4(), content).length;
        int thorough = compress(level(3), content).length;
        assertThat(thorough).isLessThan(fast * 9 / 10);
        assertThat(compress(level(9), content)).hasSizeLessThan(thorough);
    }

    /** Returns the compressed length at level 0, after trying other levels. */
    private static int assertRoundTrip(byte... content) throws IOException {
        for (int level : new int[] {3, 9, 12}) {
            assertThat(decompress(compress(level(level), content))).isEqualTo(content);
        }
        byte[] compressed = compress(content);
        assertThat(decompress(compressed)).isEqualTo(content);
        return compressed.length;
    }

    private static Compression level(int level) {
        return Compression.of(CompressionAlgorithm.LZ4).withLevel(OptionalInt.of(level));
    }

    /** Returns words from a small vocabulary, so that matches of all lengths and distances occur. */
    private static byte[] words(Random random, int size) {
        StringBuilder words = new StringBuilder();
        while (words.length() < size) {
            words.append(Integer.toString(random.nextInt(1000), 36).repeat(1 + random.nextInt(3)))
                    .append(' ');
        }
        words.setLength(size);
        return words.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void readsConcatenatedAndSkippableFrames() throws IOException {
        String stored = "03000080" + "616263";
        assertThat(decompress(LINKED + stored + END + "502a4d1802000000ffff" + LINKED + stored + stored + END))
                .asString()
                .isEqualTo("abcabcabc");
    }

    /** As written by the lz4 command: independent blocks of 4 MiB, and a checksum of the content. */
    @Test
    void readsAndVerifiesChecksums() throws IOException {
        String abc = "03000080" + "616263";
        assertThat(decompress("04224d186470b9" + abc + END + "ff53d132"))
                .asString()
                .isEqualTo("abc");
        assertThatThrownBy(() -> decompress("04224d186470b9" + abc + END + "ff53d133"))
                .hasMessage("could not decompress: LZ4 content has a wrong checksum");
        assertThatThrownBy(() -> decompress("04224d186470b8" + abc + END + "ff53d132"))
                .hasMessage("could not decompress: LZ4 frame has a header with a wrong checksum");
    }

    @ParameterizedTest
    @CsvSource({
        "04224d194040c0, frame has no magic number",
        "04224d188040c0, frame has a header of another version",
        "04224d184030c0, frame has a header of another version",
        "04224d184140c0, frame needs a dictionary",
        "04224d184040c0, frame is truncated",
        "04224d184040c001000100, block is larger than its frame allows",
        "04224d184040c004000000 50 61, frame is truncated",
        "04224d184040c002000000 5061, literals overrun their block",
        "04224d184040c002000000 f0ff, block is truncated",
        "04224d184040c003000000 106101, block is truncated",
        "04224d184040c004000000 10610000, match reaches back too far",
        "04224d184040c004000000 10610200, match reaches back too far",
        "04224d184040c006000000 1f610100ff00, block is truncated"
    })
    void namesWhatIsWrong(String hex, String message) {
        assertThatThrownBy(() -> decompress(hex.replace(" ", "")))
                .isInstanceOf(CorruptStreamException.class)
                .hasMessage("could not decompress: LZ4 " + message);
    }

    @Test
    void refusesMatchesThatOverrunTheirBlock() {
        // A literal, then a match whose length continues in 300 bytes of 255.
        String block = "1f610100" + "ff".repeat(300) + "00" + "0062";
        String length = HexFormat.of().toHexDigits(Integer.reverseBytes(block.length() / 2));
        assertThatThrownBy(() -> decompress(LINKED + length + block + END))
                .hasMessage("could not decompress: LZ4 match overruns its block");
    }

    private static byte[] compress(byte... content) throws IOException {
        return compress(Compression.lz4(), content);
    }

    private static byte[] compress(Compression compression, byte... content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = StreamCompression.compress(compression, compressed)) {
            out.write(content);
        }
        return compressed.toByteArray();
    }

    private static byte[] decompress(String hex) throws IOException {
        return decompress(HexFormat.of().parseHex(hex));
    }

    private static byte[] decompress(byte... compressed) throws IOException {
        try (InputStream in =
                StreamCompression.decompress(CompressionAlgorithm.LZ4, new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }
}
