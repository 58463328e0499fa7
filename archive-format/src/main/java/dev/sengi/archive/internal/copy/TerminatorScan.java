package dev.sengi.archive.internal.copy;

import java.nio.ByteBuffer;

/**
 * Looks for a line {@code \\.}, which ends the rows of a COPY, before the end of its data. A backslash after a line feed is
 * one in every encoding.
 */
final class TerminatorScan {
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
                int backslash = backslash(view, bytes, at, end);
                if (backslash > at) {
                    // Only the byte before a backslash shows whether a line begins with it.
                    at = backslash;
                    state = bytes[at - 1] == '\n' ? State.NOTHING : State.OTHER;
                    continue;
                }
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

    /** Returns the position of the next backslash, or the end. */
    private static int backslash(ByteBuffer view, byte[] bytes, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end && !hasBackslash(view.getLong(at))) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Eight bytes at a time, because all rows pass here. */
    private static boolean hasBackslash(long octets) {
        long zeroes = octets ^ BACKSLASHES;
        return ((zeroes - ONES) & ~zeroes & HIGH_BITS) != 0;
    }

    /** Returns whether anything but line feeds follows the terminator. */
    boolean hasMore() {
        return more;
    }
}
