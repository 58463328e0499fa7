package dev.sengi.archive.internal.deflate;

import java.util.Arrays;

/** A canonical Huffman code whose lengths are limited, for symbols of given frequencies (RFC 1951, section 3.2.2). */
final class HuffmanCode {
    private final int limit;
    private final int[] lengths;
    /** Reversed, because codes are written from their highest bit. */
    private final int[] codes;

    /** Frequencies above symbols, in ascending order. */
    private final long[] sorted;

    private final int[] tree;
    /** How many codes there are of each length. */
    private final int[] counts;

    HuffmanCode(int symbols, int limit) {
        this.limit = limit;
        lengths = new int[symbols];
        codes = new int[symbols];
        sorted = new long[symbols];
        tree = new int[symbols];
        counts = new int[limit + 1];
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    int code(int symbol) {
        return codes[symbol];
    }

    /** Returns the number of symbols up to the last that has a code, but at least the given number. */
    int used(int least) {
        int used = lengths.length;
        while (used > least && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    /** Makes the code for these frequencies, whose sum is below 2 to the power of 31. */
    void assign(int[] frequencies) {
        Arrays.fill(lengths, 0);
        int used = 0;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (frequencies[symbol] > 0) {
                sorted[used++] = ((long) frequencies[symbol] << Short.SIZE) | symbol;
            }
        }
        if (used < 2) {
            // Two codes of one bit, because some decoders refuse a code that is not complete.
            int only = used == 0 ? 0 : symbol(0);
            lengths[only] = 1;
            lengths[only == 0 ? 1 : 0] = 1;
        } else {
            Arrays.sort(sorted, 0, used);
            computeDepths(used);
            limitLengths(used);
        }
        computeCodes();
    }

    private int symbol(int rank) {
        return (int) sorted[rank] & 0xffff;
    }

    /**
     * Replaces the frequencies in {@link #tree}, which are in ascending order, with the symbols' depths in a Huffman
     * tree, in place (Moffat and Katajainen, In-Place Calculation of Minimum-Redundancy Codes, 1995).
     */
    private void computeDepths(int used) {
        for (int i = 0; i < used; i++) {
            tree[i] = (int) (sorted[i] >>> Short.SIZE);
        }
        // Each inner node takes the place of a leaf that has been merged, and points to its parent when merged itself.
        int leaf = 0;
        int inner = 0;
        for (int node = 0; node < used - 1; node++) {
            int sum = 0;
            for (int child = 0; child < 2; child++) {
                if (leaf >= used || (inner < node && tree[inner] < tree[leaf])) {
                    sum += tree[inner];
                    tree[inner++] = node;
                } else {
                    sum += tree[leaf++];
                }
            }
            tree[node] = sum;
        }
        tree[used - 2] = 0;
        for (int node = used - 3; node >= 0; node--) {
            tree[node] = tree[tree[node]] + 1;
        }
        int next = used - 1;
        int node = used - 2;
        for (int depth = 0, places = 1; places > 0; depth++) {
            int inners = 0;
            while (node >= 0 && tree[node] == depth) {
                inners++;
                node--;
            }
            for (int leaves = places - inners; leaves > 0; leaves--) {
                tree[next--] = depth;
            }
            places = 2 * inners;
        }
    }

    /** Gives the rarest symbols the longest codes, none longer than the limit. */
    private void limitLengths(int used) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < used; i++) {
            counts[Math.min(tree[i], limit)]++;
        }
        long space = 0;
        for (int length = 1; length <= limit; length++) {
            space += (long) counts[length] << (limit - length);
        }
        // While the codes do not fit, one of the longest becomes the sibling of a shorter one, which is made longer.
        for (; space > 1L << limit; space--) {
            int shorter = limit - 1;
            while (counts[shorter] == 0) {
                shorter--;
            }
            counts[limit]--;
            counts[shorter]--;
            counts[shorter + 1] += 2;
        }
        int rank = 0;
        for (int length = limit; length > 0; length--) {
            for (int i = counts[length]; i > 0; i--) {
                lengths[symbol(rank++)] = length;
            }
        }
    }

    private void computeCodes() {
        Arrays.fill(counts, 0);
        for (int length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        // From here on, the next code of each length.
        int first = 0;
        for (int length = 1; length <= limit; length++) {
            int count = counts[length];
            counts[length] = first;
            first = (first + count) << 1;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            codes[symbol] = length == 0 ? 0 : Integer.reverse(counts[length]++) >>> (Integer.SIZE - length);
        }
    }
}
