package dev.sengi.internal.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes a script's text in its encoding, strictly: a question mark in place of a character that the encoding lacks
 * would be a different name, or different data. Used by one thread.
 */
public final class ScriptEncoder {
    private static final int ASCII_SIZE = 1 << 13;
    private static final char FIRST_OUTSIDE_ASCII = 0x80;

    private final CharsetEncoder encoder;
    private final boolean quoting;
    /** A buffer for ASCII text, which most text is; null if the encoding changes ASCII characters. */
    private final byte[] ascii;

    /** @param quoting whether errors quote the first line of the text that cannot be written */
    public ScriptEncoder(Charset charset, boolean quoting) {
        this.encoder = charset.newEncoder();
        this.quoting = quoting;
        this.ascii = keepsAscii(charset) ? new byte[ASCII_SIZE] : null;
    }

    private static boolean keepsAscii(Charset charset) {
        byte[] bytes = new byte[FIRST_OUTSIDE_ASCII];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return Arrays.equals(new String(bytes, StandardCharsets.US_ASCII).getBytes(charset), bytes);
    }

    /** @throws IOException if the encoding lacks a character of the text, or the stream cannot be written */
    public void write(String text, OutputStream out) throws IOException {
        if (ascii == null || !writeAscii(text, out)) {
            ByteBuffer bytes = encoded(text);
            out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
        }
    }

    /** Writes ASCII text several times as fast as an encoder; returns false for text that is too long or not ASCII. */
    private boolean writeAscii(String text, OutputStream out) throws IOException {
        int length = text.length();
        if (length > ascii.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= FIRST_OUTSIDE_ASCII) {
                return false;
            }
            ascii[i] = (byte) c;
        }
        out.write(ascii, 0, length);
        return true;
    }

    private ByteBuffer encoded(String text) throws IOException {
        try {
            return encoder.encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            String lacking = "text has a character that the script's encoding "
                    + encoder.charset().displayName(Locale.ROOT) + " lacks";
            throw new IOException(
                    quoting ? lacking + ": " + text.lines().findFirst().orElse("") : lacking, e);
        }
    }
}
