package dev.sengi.archive.internal.copy;

import java.nio.ByteBuffer;

/**
 * Looks for a line {@code \\.}, which ends the rows of a COPY, before the end of its data. A backslash after a line feed is
 * one in every encoding.
 */
final class TerminatorScan {
    private static final long LINE_FEEDS = 0x0a0a_0a0a_0a0a_0a0aL;
    private static final long BACKSLASHES = 0x5c5c_5c5c_5c5c_5c5cL;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** What the current line begins with. */
    private enum State {
        NOTHING,
        BACKSLASH,
        TERMINATOR,
        OTHER,
        /** The terminator's line has ended. */
        ENDED
    }

    private State state = State.NOTHING;
    private boolean more;

    /** Takes the next bytes of the data. */
    void accept(byte[] bytes, int offset, int count) {
        ByteBuffer view = ByteBuffer.wrap(bytes);
        int end = offset + count;
        int at = offset;
        while (at < end) {
            if (state == State.OTHER) {
                at = backslashLine(view, bytes, at, end);
            }
            step(bytes[at]);
            at++;
        }
    }

    private void step(byte octet) {
        state = switch (state) {
            case NOTHING -> octet == '\\' ? State.BACKSLASH : other(octet);
            case BACKSLASH -> octet == '.' ? State.TERMINATOR : other(octet);
            case TERMINATOR -> octet == '\n' ? State.ENDED : State.OTHER;
            case OTHER -> other(octet);
            case ENDED -> {
                more |= octet != '\n';
                yield State.ENDED;
            }
        };
    }

    private static State other(byte octet) {
        return octet == '\n' ? State.NOTHING : State.OTHER;
    }

    /** Returns the position of the next line feed before a backslash, or the last position. */
    private static int backslashLine(ByteBuffer view, byte[] bytes, int from, int end) {
        int at = from;
        // Eight bytes at a time, because all rows pass here.
        while (at + Long.BYTES < end) {
            if ((highBits(view.getLong(at), LINE_FEEDS) & highBits(view.getLong(at + 1), BACKSLASHES)) != 0) {
                for (int i = at; i < at + Long.BYTES; i++) {
                    if (isBackslashLine(bytes, i)) {
                        return i;
                    }
                }
            }
            at += Long.BYTES;
        }
        while (at + 1 < end && !isBackslashLine(bytes, at)) {
            at++;
        }
        return at;
    }

    private static boolean isBackslashLine(byte[] bytes, int at) {
        return bytes[at] == '\n' && bytes[at + 1] == '\\';
    }

    /** Returns the high bits of the octets that equal those of the pattern, and perhaps of others above these. */
    private static long highBits(long octets, long pattern) {
        long zeroes = octets ^ pattern;
        return (zeroes - ONES) & ~zeroes & HIGH_BITS;
    }

    /** Returns whether anything but line feeds follows the terminator. */
    boolean hasMore() {
        return more;
    }
}
