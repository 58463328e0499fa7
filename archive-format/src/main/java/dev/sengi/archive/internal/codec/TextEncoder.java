package dev.sengi.archive.internal.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Encodes an archive's text, and rejects text that the encoding or PostgreSQL cannot represent. */
public final class TextEncoder {
    private final CharsetEncoder encoder;

    public TextEncoder(Charset charset) {
        encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * Returns the text's bytes, or null for null.
     *
     * @throws IOException if the text contains a character that the encoding cannot represent, or a NUL, at which
     *     PostgreSQL's programs would end it
     */
    public byte[] encode(String text) throws IOException {
        if (text == null) {
            return null;
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new IOException("text contains a NUL character: " + firstLine(text.substring(0, nul)));
        }
        if (encoder.charset().equals(StandardCharsets.UTF_8)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            // Much faster than the encoder until the JIT compiles it. Text that cannot be encoded is decoded
            // differently.
            if (new String(bytes, StandardCharsets.UTF_8).equals(text)) {
                return bytes;
            }
        }
        try {
            ByteBuffer encoded = encoder.encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "text has a character that the archive's encoding "
                            + encoder.charset().displayName(Locale.ROOT) + " lacks: "
                            + firstLine(text),
                    e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
