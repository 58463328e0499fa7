package dev.sengi.internal.select;

import dev.sengi.SengiException;
import dev.sengi.internal.text.NativeText;
import java.util.List;

/**
 * The error that pg_dump reports for a pattern whose bytes are invalid in the encoding. The driver cannot send such a
 * query; libpq replaces each invalid byte with two bytes that are always invalid, so that the server rejects the query.
 */
final class InvalidBytes {
    private static final char ESCAPE = 0xdc00;
    private static final int IN_UTF8 = 0xc0;
    private static final int ELSEWHERE = 0x8d;

    private InvalidBytes() {}

    static SengiException in(String query, String encoding) {
        int invalid = encoding.equals("UTF8") ? IN_UTF8 : ELSEWHERE;
        StringBuilder shown = new StringBuilder();
        query.chars().forEach(c -> {
            boolean isValid = NativeText.isUnicode(String.valueOf((char) c));
            shown.append(isValid ? String.valueOf((char) c) : (char) (ESCAPE + invalid) + " ");
        });
        return new SengiException(
                "query failed: ERROR:  invalid byte sequence for encoding \"" + encoding + "\": 0x"
                        + Integer.toHexString(invalid) + " 0x20",
                List.of("Query was: " + shown),
                null,
                null);
    }
}
