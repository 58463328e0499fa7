package dev.sengi.internal.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parses the text form of one-dimensional PostgreSQL arrays and vectors. */
public final class PgArrays {

    private static final int FEW = 4;

    private PgArrays() {}

    /** Parses {@code {a,"b c",NULL}}; a NULL element becomes null. */
    public static String[] strings(String text) {
        List<String> elements = new ArrayList<>();
        int at = text.indexOf('{') + 1;
        int end = text.lastIndexOf('}');
        while (at < end) {
            if (text.charAt(at) == '"') {
                StringBuilder element = new StringBuilder();
                for (at++; text.charAt(at) != '"'; at++) {
                    if (text.charAt(at) == '\\') {
                        at++;
                    }
                    element.append(text.charAt(at));
                }
                elements.add(element.toString());
                at += 2;
            } else {
                int comma = text.indexOf(',', at);
                int stop = comma < 0 || comma > end ? end : comma;
                String element = text.substring(at, stop);
                elements.add(element.equals("NULL") ? null : element);
                at = stop + 1;
            }
        }
        return elements.toArray(String[]::new);
    }

    /** Parses an array, or a vector such as {@code 23 25}, of integers or OIDs; skips NULL elements. */
    public static long[] longs(String text) {
        long[] elements = new long[FEW];
        int count = 0;
        // Bounds that precede an array's elements are not elements.
        int at = text.indexOf('{') + 1;
        while (at < text.length()) {
            int start = at;
            boolean negative = text.charAt(at) == '-';
            long value = 0;
            for (at += negative ? 1 : 0; at < text.length() && isDigit(text.charAt(at)); at++) {
                value = 10 * value + (text.charAt(at) - '0');
            }
            if (at > start) {
                elements = count < elements.length ? elements : Arrays.copyOf(elements, 2 * count);
                elements[count++] = negative ? -value : value;
            } else {
                at++;
            }
        }
        return Arrays.copyOf(elements, count);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean[] booleans(String text) {
        String[] elements = strings(text);
        boolean[] result = new boolean[elements.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = "t".equals(elements[i]);
        }
        return result;
    }
}
