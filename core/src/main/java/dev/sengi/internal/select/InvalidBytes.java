package dev.sengi.internal.select;

import dev.sengi.SengiException;
import dev.sengi.internal.text.NativeText;

/**
 * What pg_dump reports of a pattern whose bytes the encoding does not have. No driver sends such a query; libpq puts two
 * bytes that are invalid in any case for each that is invalid, so that the server refuses it.
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
                "Query was: " + shown,
                null,
                null);
    }
}
