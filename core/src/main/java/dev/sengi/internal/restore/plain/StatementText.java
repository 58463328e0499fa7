package dev.sengi.internal.restore.plain;

import dev.sengi.SengiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a statement while it is being read. */
final class StatementText extends ByteArrayOutputStream {
    /** The server takes no longer message. */
    private static final int LONGEST = (1 << 30) - 1;

    void append(int octet) {
        if (count == LONGEST) {
            throw new SengiException("a statement of the script is longer than 1 GB");
        }
        write(octet);
    }

    /** Returns whether the text ends with a part of it, and that part begins before another place. */
    boolean endsWith(int start, int length, int notBefore) {
        int from = count - length;
        if (from < notBefore) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (buf[start + i] != buf[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the text from a place to the end, a character for each byte. */
    String from(int start) {
        return new String(buf, start, count - start, StandardCharsets.ISO_8859_1);
    }
}
