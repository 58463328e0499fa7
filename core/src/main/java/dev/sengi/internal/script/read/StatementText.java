package dev.sengi.internal.script.read;

import dev.sengi.SengiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a statement while it is being read. */
final class StatementText extends ByteArrayOutputStream {
    /** The length of the longest message that the server accepts. */
    private static final int LONGEST = (1 << 30) - 1;

    void append(int octet) {
        if (count == LONGEST) {
            throw new SengiException("a statement of the script is longer than 1 GB");
        }
        write(octet);
    }

    /** Returns whether the text ends with a copy of the given part that does not start before a position. */
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

    /** Returns the text from a position to the end, with one character for each byte. */
    String from(int start) {
        return new String(buf, start, count - start, StandardCharsets.ISO_8859_1);
    }
}
