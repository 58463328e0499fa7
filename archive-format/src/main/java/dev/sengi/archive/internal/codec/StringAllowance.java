package dev.sengi.archive.internal.codec;

/**
 * How much memory an archive's strings may take, so that one made to exhaust it, such as a compressed table of contents
 * without end, is refused before it does.
 */
final class StringAllowance {
    /** What a string costs beside its characters, which take up to two bytes each. */
    private static final int OVERHEAD = 32;

    /** A string is held several times while it is read: in pieces, whole, and decoded. */
    private static final int LARGEST_SHARE = 8;

    private final long largest;
    private long left;

    /** @param memory that strings and what is made of them may fill half of, in bytes */
    StringAllowance(long memory) {
        largest = memory / LARGEST_SHARE;
        left = memory / 2;
    }

    static StringAllowance ofHeap() {
        return new StringAllowance(Runtime.getRuntime().maxMemory());
    }

    /** Returns how many bytes one string may have. */
    long largest() {
        return largest;
    }

    /** Takes what a string of so many bytes costs, and returns whether that was left. */
    boolean take(int length) {
        left -= OVERHEAD + 2L * length;
        return left >= 0;
    }
}
