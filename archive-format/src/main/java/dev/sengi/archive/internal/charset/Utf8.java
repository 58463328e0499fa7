package dev.sengi.archive.internal.charset;

/**
 * Checks whether bytes that arrive in chunks are valid UTF-8: no misplaced bytes, overlong forms, surrogates, or code
 * points beyond U+10FFFF. That is what PostgreSQL's servers accept.
 */
public final class Utf8 {
    private static final int LOWEST_CONTINUATION = 0x80;
    private static final int HIGHEST_CONTINUATION = 0xBF;

    /** How many bytes the current character still needs, and the range of the next one. */
    private int needed;

    private int lowest = LOWEST_CONTINUATION;
    private int highest = HIGHEST_CONTINUATION;
    private boolean valid = true;

    /** Checks the next bytes. */
    public void accept(byte[] bytes, int length) {
        for (int i = 0; i < length && valid; i++) {
            if (bytes[i] < 0 || needed > 0) {
                accept(bytes[i] & 0xff);
            }
        }
    }

    /** Returns whether the bytes so far are valid and do not end within a character. */
    public boolean complete() {
        return valid && needed == 0;
    }

    private void accept(int b) {
        if (needed > 0) {
            valid = b >= lowest && b <= highest;
            needed--;
            lowest = LOWEST_CONTINUATION;
            highest = HIGHEST_CONTINUATION;
        } else if (b >= 0xC2 && b <= 0xDF) {
            needed = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            needed = 2;
            lowest = b == 0xE0 ? 0xA0 : LOWEST_CONTINUATION;
            highest = b == 0xED ? 0x9F : HIGHEST_CONTINUATION;
        } else if (b >= 0xF0 && b <= 0xF4) {
            needed = 3;
            lowest = b == 0xF0 ? 0x90 : LOWEST_CONTINUATION;
            highest = b == 0xF4 ? 0x8F : HIGHEST_CONTINUATION;
        } else {
            valid = false;
        }
    }
}
