package dev.sengi.internal.catalog;

import java.nio.charset.Charset;

/**
 * The most recent texts of one column, so that rows that repeat a text share one copy: a database has few types, owners
 * and options, but many columns. Used by one thread.
 */
final class SharedTexts {
    private static final int SIZE = 64;

    private final Charset charset;
    private final String[] last = new String[SIZE];

    /** @param charset of bytes; any that extends ASCII */
    SharedTexts(Charset charset) {
        this.charset = charset;
    }

    /** Returns an equal text: the earlier copy if it is still cached. */
    String shared(String text) {
        if (text == null) {
            return null;
        }
        int slot = slot(text.hashCode());
        if (!text.equals(last[slot])) {
            last[slot] = text;
        }
        return last[slot];
    }

    /** Returns the text of bytes: the earlier copy if it is still cached and is ASCII. */
    String shared(byte[] bytes, int offset, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[offset + i];
        }
        int slot = slot(hash);
        if (!isAscii(last[slot], bytes, offset, length)) {
            last[slot] = new String(bytes, offset, length, charset);
        }
        return last[slot];
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (SIZE - 1);
    }

    private static boolean isAscii(String text, byte[] bytes, int offset, int length) {
        if (text == null || text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            // Bytes of other characters are negative, so they never match.
            if (text.charAt(i) != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
