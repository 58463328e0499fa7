package dev.sengi.archive.internal.deflate;

import static dev.sengi.archive.internal.deflate.Symbols.MAX_MATCH;
import static dev.sengi.archive.internal.deflate.Symbols.MIN_MATCH;
import static dev.sengi.archive.internal.deflate.Symbols.WINDOW;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds earlier occurrences of content. Positions are hashed by their four bytes, in chains, the latest first. */
final class MatchFinder {
    /** How many bytes are read beyond a position to hash it, and beyond the end of compared content. */
    static final int READ_AHEAD = Long.BYTES;

    /** Matches of this length or more are worthwhile at any distance. */
    private static final int ALWAYS = 16;

    private static final int HASH_BITS = 15;
    private static final int SHORT_HASH_BITS = 12;
    private static final int MULTIPLIER = 0x9E3779B1;
    private static final int NOWHERE = -2 * WINDOW;

    /** The cost of a match in bits, in addition to the logarithm of its distance, if there are few matches. */
    private static final double MATCH_BITS = 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] heads = new int[1 << HASH_BITS];
    /** How far back the next position in a chain is. More than {@link Symbols#WINDOW} is too far. */
    private final char[] links = new char[WINDOW];
    /** The latest position of each hash of three bytes. */
    private final int[] shortHeads = new int[1 << SHORT_HASH_BITS];

    private final int nice;
    private byte[] content = new byte[0];
    private int end;
    /** Whether three-byte matches are worthwhile often enough to search for them. */
    private boolean shortMatches;

    private final int[] farthest = new int[MAX_MATCH + 1];
    private int distance;

    /** @param nice the match length at which the search for a longer one ends */
    MatchFinder(int nice) {
        this.nice = nice;
        Arrays.fill(farthest, ALWAYS, farthest.length, WINDOW);
    }

    /**
     * Forgets all positions.
     *
     * @param content must be followed by {@link #READ_AHEAD} further bytes
     * @param bitsPerLiteral what a match saves for each of its bytes
     */
    void reset(byte[] content, int end, double bitsPerLiteral) {
        this.content = content;
        this.end = end;
        Arrays.fill(heads, NOWHERE);
        Arrays.fill(shortHeads, NOWHERE);
        setBitsPerLiteral(bitsPerLiteral);
        shortMatches = farthest[MIN_MATCH] >= WINDOW / 128;
    }

    /** Short matches are worthwhile only up to some distance, because codes are shorter for near ones. */
    void setBitsPerLiteral(double bits) {
        for (int length = MIN_MATCH; length < ALWAYS; length++) {
            double saved = length * bits - MATCH_BITS;
            farthest[length] = saved < 0 ? 0 : (int) Math.min(WINDOW, StrictMath.pow(2, saved));
        }
    }

    private static int hash(long bytes) {
        return ((int) bytes * MULTIPLIER) >>> (Integer.SIZE - HASH_BITS);
    }

    private static int shortHash(long bytes) {
        return (((int) bytes << Byte.SIZE) * MULTIPLIER) >>> (Integer.SIZE - SHORT_HASH_BITS);
    }

    /** Adds the positions from {@code from} up to {@code to}. */
    void add(int from, int to) {
        for (int at = from; at < to; at++) {
            long bytes = (long) LONGS.get(content, at);
            int hash = hash(bytes);
            links[at & WINDOW - 1] = (char) Math.min(at - heads[hash], 0xffff);
            heads[hash] = at;
            if (shortMatches) {
                shortHeads[shortHash(bytes)] = at;
            }
        }
    }

    /**
     * Adds a position, and returns the length of the longest worthwhile match there, or 0.
     *
     * @param least only longer matches are searched for
     * @param depth how many earlier positions are examined
     */
    int find(int at, int least, int depth) {
        byte[] content = this.content;
        char[] links = this.links;
        long bytes = (long) LONGS.get(content, at);
        int hash = hash(bytes);
        int candidate = heads[hash];
        heads[hash] = at;
        links[at & WINDOW - 1] = (char) Math.min(at - candidate, 0xffff);
        int lowest = Math.max(at - WINDOW, 0);
        int found = shortMatches ? findShort(at, bytes, least, lowest) : 0;
        int longest = Math.max(Math.max(found, least), MIN_MATCH);
        int most = Math.min(MAX_MATCH, end - at);
        if (longest >= most) {
            return found;
        }
        int enough = Math.min(nice, most);
        int tail = (int) INTS.get(content, at + longest + 1 - Integer.BYTES);
        for (int left = depth; left > 0 && candidate >= lowest; left--) {
            // A longer match contains the byte after the longest so far.
            if ((int) INTS.get(content, candidate + longest + 1 - Integer.BYTES) == tail) {
                int length = matching(candidate, at, bytes, most);
                if (length > longest && at - candidate <= farthest[length]) {
                    found = length;
                    longest = length;
                    distance = at - candidate;
                    if (length >= enough) {
                        break;
                    }
                    tail = (int) INTS.get(content, at + longest + 1 - Integer.BYTES);
                }
            }
            candidate -= links[candidate & WINDOW - 1];
        }
        return found;
    }

    private int findShort(int at, long bytes, int least, int lowest) {
        int hash = shortHash(bytes);
        int candidate = shortHeads[hash];
        shortHeads[hash] = at;
        if (least < MIN_MATCH
                && candidate >= lowest
                && at - candidate <= farthest[MIN_MATCH]
                && ((int) INTS.get(content, candidate) ^ (int) bytes) << Byte.SIZE == 0) {
            distance = at - candidate;
            return MIN_MATCH;
        }
        return 0;
    }

    private int matching(int candidate, int at, long bytes, int most) {
        long difference = (long) LONGS.get(content, candidate) ^ bytes;
        int length = 0;
        while (difference == 0) {
            length += Long.BYTES;
            if (length >= most) {
                return most;
            }
            difference = (long) LONGS.get(content, candidate + length) ^ (long) LONGS.get(content, at + length);
        }
        return Math.min(most, length + Long.numberOfTrailingZeros(difference) / Byte.SIZE);
    }

    /** Returns the distance of the most recent match. */
    int distance() {
        return distance;
    }
}
