package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.Catalog;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Compares strings by their bytes in an encoding, as C's {@code strcmp} does, not by UTF-16 units. */
public final class ByteOrder implements Comparator<String> {
    private static final char FIRST_OUTSIDE_ASCII = 0x80;

    private final Charset charset;

    private ByteOrder(Charset charset) {
        this.charset = charset;
    }

    /** Compares by the encoding in which the catalog's names are dumped. */
    public static ByteOrder of(Catalog catalog) {
        return new ByteOrder(catalog.database().charset());
    }

    @Override
    public int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return isOrdered(x) && isOrdered(y)
                        ? Character.compare(x, y)
                        : Arrays.compareUnsigned(a.getBytes(charset), b.getBytes(charset));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Compares names of schemas; null, for an object outside schemas, comes last. */
    public int compareSchemas(String a, String b) {
        return a == null || b == null ? Boolean.compare(a == null, b == null) : compare(a, b);
    }

    private boolean isOrdered(char c) {
        return c < FIRST_OUTSIDE_ASCII || (charset.equals(StandardCharsets.UTF_8) && c < Character.MIN_SURROGATE);
    }
}
