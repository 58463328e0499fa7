package dev.sengi.internal.restore.database;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Converts rows to UTF-8, because that is the only encoding from which the server can convert them to the database's.
 *
 * <p>After bytes that are not valid in the rows' encoding, the rest is discarded.
 */
final class Utf8Rows extends OutputStream {
    private static final int BUFFER = 1 << 13;
    /** The SQLSTATE of bytes that are not valid in their encoding. */
    static final String INVALID_BYTES = "22021";

    private final String encoding;
    private final OutputStream rows;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    /** Between calls, the beginning of a character. */
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);

    private final CharBuffer characters = CharBuffer.allocate(BUFFER);
    private final ByteBuffer converted = ByteBuffer.allocate(BUFFER * 3);
    private SQLException failure;

    /** @param encoding PostgreSQL's name of the rows' encoding */
    Utf8Rows(String encoding, Charset charset, OutputStream rows) {
        this.encoding = encoding;
        this.rows = rows;
        decoder = charset.newDecoder();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        int end = offset + count;
        for (int start = offset; start < end && failure == null; ) {
            int taken = Math.min(end - start, bytes.remaining());
            bytes.put(source, start, taken);
            start += taken;
            convert(false);
        }
    }

    /** Converts the remaining bytes. */
    void finish() throws IOException {
        if (failure == null) {
            convert(true);
        }
    }

    /** Returns the SQL error about bytes that could not be converted, as the server would report it. */
    Optional<SQLException> failure() {
        return Optional.ofNullable(failure);
    }

    private void convert(boolean last) throws IOException {
        bytes.flip();
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(bytes, characters, last);
            if (result.isUnderflow() && last) {
                decoder.flush(characters);
            }
            pass(last && result.isUnderflow());
        }
        if (result.isError()) {
            failure = invalid(result.length());
        }
        bytes.compact();
    }

    /** Passes the characters on; the first half of a surrogate pair may remain. */
    private void pass(boolean last) throws IOException {
        characters.flip();
        encoder.encode(characters, converted, last);
        characters.compact();
        rows.write(converted.array(), 0, converted.position());
        converted.clear();
    }

    private SQLException invalid(int length) {
        byte[] sequence = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.position() + length);
        String shown = HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(sequence);
        return new PSQLException(new ServerErrorMessage("SERROR\0C" + INVALID_BYTES
                + "\0Minvalid byte sequence for encoding \"" + encoding + "\": " + shown + "\0"));
    }
}
