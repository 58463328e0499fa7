package dev.sengi.archive.internal.charset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.PgEncoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectedCharsetTest {

    @ParameterizedTest
    @CsvSource({
        "EUC_JP, ～－∥①㈱―x, a1c1a1dda1c2ada1adeaa1bd78",
        "EUC_JP, ｱ表, 8eb1c9bd",
        "SJIS, №ｱ表, fa59b1955c",
        "BIG5, 碁裏x, f9d6f9d878",
        "GBK, ⊕誠, a892d55c",
        "UHC, ㉾각, a2e8b0a2",
        "JOHAB, ㉾각, d9e88862",
        "EUC_TW, 丄中, 8eaea1a6c4e3",
        "LATIN6, Áŧ, c1bb",
        "LATIN8, Ŵẁx, d0b878"
    })
    void convertsAsPostgresDoes(String encoding, String text, String hex) throws CharacterCodingException {
        Charset charset = PgEncoding.charset(encoding);
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString())
                .isEqualTo(text);
        assertThat(text.getBytes(charset)).isEqualTo(bytes);
        assertThat(charset.newEncoder().canEncode(text)).isTrue();
    }

    /** Two characters can be written as the same bytes, which are read as one of them. */
    @Test
    void writesMoreThanItReads() {
        Charset charset = PgEncoding.charset("SJIS");
        byte[] bytes = HexFormat.of().parseHex("8160817c8161");
        assertThat("〜−‖".getBytes(charset)).isEqualTo(bytes);
        assertThat(new String(bytes, charset)).isEqualTo("～－∥");
    }

    @ParameterizedTest
    @CsvSource({"EUC_JP, —", "SJIS, \ue000", "LATIN8, ¡", "LATIN6, €", "GBK, ♁", "EUC_JP, 😀"})
    void refusesWhatPostgresDoesNotKnow(String encoding, String text) {
        Charset charset = PgEncoding.charset(encoding);
        assertThat(charset.newEncoder().canEncode(text)).isFalse();
        assertThatThrownBy(() -> charset.newEncoder().encode(CharBuffer.wrap(text)))
                .isInstanceOf(CharacterCodingException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void readsInPieces(int piece) {
        Charset charset = PgEncoding.charset("EUC_JP");
        String text = "a～丂ｱ㈱b".repeat(20);
        byte[] bytes = text.getBytes(charset);
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.allocate(8);
        CharBuffer out = CharBuffer.allocate(piece);
        StringBuilder read = new StringBuilder();
        for (int at = 0; at < bytes.length || in.position() > 0; ) {
            int count = Math.min(Math.min(piece, in.remaining()), bytes.length - at);
            in.put(bytes, at, count);
            at += count;
            in.flip();
            CoderResult result = decoder.decode(in, out, at == bytes.length);
            assertThat(result.isError()).isFalse();
            in.compact();
            read.append(out.flip());
            out.clear();
        }
        assertThat(read.toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"EUC_JP, a9a1", "EUC_JP, 8f", "EUC_JP, 41ff", "BIG5, c7fe", "EUC_TW, 8eaea1"})
    void replacesWhatItCannotRead(String encoding, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(new String(bytes, PgEncoding.charset(encoding))).contains("\uFFFD");
    }

    /** Java keeps coders of charsets by name. */
    @Test
    void isNotMistakenForJavasCharset() {
        Charset java = Charset.forName("GBK");
        byte[] bytes = HexFormat.of().parseHex("a892");
        assertThat(java.decode(ByteBuffer.wrap(bytes)).toString()).isEqualTo("♁");
        assertThat(PgEncoding.charset("GBK").decode(ByteBuffer.wrap(bytes)).toString())
                .isEqualTo("⊕");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUC_JP", "SJIS", "LATIN6", "LATIN8", "GBK", "BIG5", "UHC", "JOHAB", "EUC_TW"})
    void keepsAscii(String encoding) {
        StringBuilder ascii = new StringBuilder();
        for (char c = 0; c < 0x80; c++) {
            ascii.append(c);
        }
        Charset charset = PgEncoding.charset(encoding);
        byte[] bytes = ascii.toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(ascii.toString().getBytes(charset)).isEqualTo(bytes);
        assertThat(new String(bytes, charset)).isEqualTo(ascii.toString());
    }
}
