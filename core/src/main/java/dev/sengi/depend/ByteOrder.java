package dev.sengi.depend;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Compares strings by their UTF-8 bytes, as C's {@code strcmp} does, not by UTF-16 units. */
public final class ByteOrder implements Comparator<String> {
    public static final ByteOrder INSTANCE = new ByteOrder();

    private ByteOrder() {}

    @Override
    public int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return x < Character.MIN_SURROGATE && y < Character.MIN_SURROGATE
                        ? Character.compare(x, y)
                        : Arrays.compareUnsigned(
                                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
