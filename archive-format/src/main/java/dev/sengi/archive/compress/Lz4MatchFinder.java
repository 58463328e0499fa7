package dev.sengi.archive.compress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds earlier occurrences of what comes next, in the content of a {@link Lz4BlockEncoder}. */
abstract class Lz4MatchFinder {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HASH_FACTOR = 0x9E3779B1;

    /** The first of LZ4's levels that search thoroughly. */
    private static final int FIRST_THOROUGH_LEVEL = 3;

    /** No position. */
    static final int NONE = -1;

    static final int MAX_OFFSET = Lz4Frame.WINDOW - 1;

    /** Returns the finder that searches as hard as LZ4 does at that level, 0 to 12. */
    static Lz4MatchFinder ofLevel(int level) {
        return level < FIRST_THOROUGH_LEVEL ? new Fast() : new Thorough(1 << (level - 1));
    }

    /**
     * Returns the length of a match for what begins at a position, at least {@link Lz4Frame#MIN_MATCH}, or 0.
     * {@link #match} then tells where it is. Positions ascend from call to call.
     */
    abstract int find(byte[] content, int position, int end);

    /** Returns where the match lies that was found last. */
    abstract int match();

    /** Returns how far to go on after so many positions in a row without a match. */
    abstract int stride(int misses);

    /** Returns whether a longer match a position later is worth a search. */
    abstract boolean patient();

    /** Tells that a match ends at a position. */
    abstract void passed(byte[] content, int position);

    /** Tells that all content moves towards the beginning. */
    abstract void shift(int distance);

    private static int sequence(byte[] content, int position) {
        return (int) INTS.get(content, position);
    }

    private static int hash(byte[] content, int position, int bits) {
        return (sequence(content, position) * HASH_FACTOR) >>> (Integer.SIZE - bits);
    }

    /** Returns how many bytes are the same at both positions, the later of which ends before {@code end}. */
    private static int common(byte[] content, int match, int position, int end) {
        int length = 0;
        while (position + length + Long.BYTES <= end) {
            long difference = (long) LONGS.get(content, position + length) ^ (long) LONGS.get(content, match + length);
            if (difference != 0) {
                return length + Long.numberOfTrailingZeros(difference) / Byte.SIZE;
            }
            length += Long.BYTES;
        }
        while (position + length < end && content[position + length] == content[match + length]) {
            length++;
        }
        return length;
    }

    static void rebase(int[] positions, int distance) {
        for (int i = 0; i < positions.length; i++) {
            positions[i] = Math.max(positions[i] - distance, NONE);
        }
    }

    /** Takes the last position with the same hash, or none, and hurries on where there is nothing to find. */
    private static final class Fast extends Lz4MatchFinder {
        private static final int HASH_BITS = 13;
        /** After so many positions without a match, as a shift, the strides grow by one. */
        private static final int PATIENCE = 6;

        private final int[] positions = new int[1 << HASH_BITS];
        private int match;

        Fast() {
            Arrays.fill(positions, NONE);
        }

        @Override
        int find(byte[] content, int position, int end) {
            int hash = hash(content, position, HASH_BITS);
            match = positions[hash];
            positions[hash] = position;
            boolean found = match != NONE
                    && position - match <= MAX_OFFSET
                    && sequence(content, match) == sequence(content, position);
            return found ? common(content, match, position, end) : 0;
        }

        @Override
        int match() {
            return match;
        }

        @Override
        int stride(int misses) {
            return 1 + (misses >>> PATIENCE);
        }

        @Override
        boolean patient() {
            return false;
        }

        @Override
        void passed(byte[] content, int position) {
            positions[hash(content, position - 2, HASH_BITS)] = position - 2;
        }

        @Override
        void shift(int distance) {
            rebase(positions, distance);
        }
    }

    /** Takes the longest match among a number of positions with the same hash. */
    private static final class Thorough extends Lz4MatchFinder {
        private static final int HASH_BITS = 15;

        private final int attempts;
        private final int[] newest = new int[1 << HASH_BITS];
        /** By position, the one before it with the same hash. */
        private final int[] before = new int[Lz4Frame.WINDOW + Lz4BlockEncoder.BLOCK_SIZE];

        private int entered;
        private int match;

        Thorough(int attempts) {
            this.attempts = attempts;
            Arrays.fill(newest, NONE);
        }

        @Override
        int find(byte[] content, int position, int end) {
            for (; entered < position; entered++) {
                int hash = hash(content, entered, HASH_BITS);
                before[entered] = newest[hash];
                newest[hash] = entered;
            }
            int best = Lz4Frame.MIN_MATCH - 1;
            int candidate = newest[hash(content, position, HASH_BITS)];
            for (int left = attempts; left > 0 && candidate != NONE && position - candidate <= MAX_OFFSET; left--) {
                // Only one that goes on where the best so far ended can be longer.
                if (position + best < end && content[candidate + best] == content[position + best]) {
                    int length = common(content, candidate, position, end);
                    if (length > best) {
                        best = length;
                        match = candidate;
                    }
                }
                candidate = before[candidate];
            }
            return best < Lz4Frame.MIN_MATCH ? 0 : best;
        }

        @Override
        int match() {
            return match;
        }

        @Override
        int stride(int misses) {
            return 1;
        }

        @Override
        boolean patient() {
            return true;
        }

        @Override
        void passed(byte[] content, int position) {}

        @Override
        void shift(int distance) {
            rebase(newest, distance);
            System.arraycopy(before, distance, before, 0, before.length - distance);
            rebase(before, distance);
            entered -= distance;
        }
    }
}
