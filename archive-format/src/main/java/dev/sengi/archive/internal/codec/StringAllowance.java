package dev.sengi.archive.internal.codec;

/**
 * Limits the memory that an archive's strings may take up, so that an archive designed to exhaust memory, such as one
 * with an endless compressed table of contents, is rejected before it does.
 */
final class StringAllowance {
    /** The memory that a string takes up in addition to its characters, each of which takes up to two bytes. */
    private static final int OVERHEAD = 32;

    /** While a string is being read, it exists several times: in chunks, as a whole, and decoded. */
    private static final int LARGEST_SHARE = 8;

    private final long largest;
    private long left;

    /** @param memory in bytes; strings and the objects created from them may fill half of it */
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

    /** Deducts the cost of a string with the given length, and returns whether that much was left. */
    boolean take(int length) {
        left -= OVERHEAD + 2L * length;
        return left >= 0;
    }
}
