package dev.sengi.archive.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XxHash32Test {

    /** Published values of the reference implementation. */
    @Test
    void hashesAsTheReferenceDoes() {
        assertThat(hash("")).isEqualTo(0x02CC5D05);
        assertThat(hash("a")).isEqualTo(0x550D7456);
        assertThat(hash("abc")).isEqualTo(0x32D153FF);
        assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo(0xE2293B2F);
    }

    @Test
    void hashesPieceByPiece() {
        byte[] bytes = "Nobody inspects the spammish repetition".getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut <= bytes.length; cut++) {
            XxHash32 hash = new XxHash32();
            hash.update(bytes, 0, cut);
            hash.update(bytes, cut, bytes.length - cut);
            assertThat(hash.value()).isEqualTo(0xE2293B2F);
        }
    }

    private static int hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return XxHash32.hash(bytes, 0, bytes.length);
    }
}
