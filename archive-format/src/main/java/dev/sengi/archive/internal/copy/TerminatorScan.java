package dev.sengi.archive.internal.copy;

/**
 * Looks for a line {@code \\.}, which ends the rows of a COPY, before the end of its data. A backslash after a line
 * feed is one in every encoding.
 */
final class TerminatorScan {
    /** The length of the terminator, including the line feeds before and after it. */
    private static final int LENGTH = 4;

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

    /** Receives the next bytes of the data. */
    void accept(byte[] bytes, int offset, int count) {
        int end = offset + count;
        int at = offset;
        while (at < end) {
            if (state == State.OTHER) {
                at = terminator(bytes, at, end);
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

    /** Returns the position of the next line feed before a terminator, or one so near the end that none precedes it. */
    private static int terminator(byte[] bytes, int from, int end) {
        // Looks only at every fourth byte, because all rows pass through here, and this must be fast even in code that
        // only the C1 compiler has compiled.
        for (int at = from + LENGTH - 1; at < end; at += LENGTH) {
            byte octet = bytes[at];
            if (octet == '.' || octet == '\\' || octet == '\n') {
                // A line feed may be the first or the last one, and then also the first one of another terminator.
                if (octet == '\n' && begins(bytes, at - LENGTH + 1, end)) {
                    return at - LENGTH + 1;
                }
                int lineFeed = octet == '.' ? at - 2 : octet == '\\' ? at - 1 : at;
                if (begins(bytes, lineFeed, end)) {
                    return lineFeed;
                }
            }
        }
        return Math.max(from, end - LENGTH + 1);
    }

    private static boolean begins(byte[] bytes, int lineFeed, int end) {
        return lineFeed + 2 < end
                && bytes[lineFeed] == '\n'
                && bytes[lineFeed + 1] == '\\'
                && bytes[lineFeed + 2] == '.';
    }

    /** Returns whether anything but line feeds follows the terminator. */
    boolean hasMore() {
        return more;
    }
}
