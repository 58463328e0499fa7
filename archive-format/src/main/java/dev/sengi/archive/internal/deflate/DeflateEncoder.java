package dev.sengi.archive.internal.deflate;

import static dev.sengi.archive.internal.deflate.Symbols.MAX_MATCH;

import java.util.List;

/**
 * Compresses blocks of a deflate stream at zlib's levels, from {@link #FIRST_LEVEL} on: faster than zlib, and to about
 * the same size, or to a smaller one if much of the content has no matches, such as binary values written as
 * hexadecimal digits. The output depends only on the arguments. The JIT needs a few tenths of a second to compile this
 * code, and an instance takes up 400 kB. Used by one thread at a time.
 */
public final class DeflateEncoder {
    /** The lowest supported level. At lower levels, zlib is faster. */
    public static final int FIRST_LEVEL = 5;

    /** How many bytes must follow the content in its array. */
    public static final int SLACK = MatchFinder.READ_AHEAD;

    private static final List<Effort> EFFORTS = List.of(
            new Effort(32, 32, 8, 4),
            new Effort(96, 64, 16, 8),
            new Effort(192, 128, 32, 8),
            new Effort(512, MAX_MATCH, 64, 16),
            new Effort(2048, MAX_MATCH, MAX_MATCH, 32));

    /** The logarithm of the number of searches without a match after which positions are skipped. */
    private static final int PATIENCE = 4;

    private static final int MOST_SKIPPED = 8;
    /**
     * How many positions of a long match are added, most of them at its end. With half as many, rows compress 5 percent
     * worse.
     */
    private static final int MOST_ADDED = 64;

    private final Effort effort;
    private final MatchFinder finder;
    private final Symbols symbols = new Symbols();
    private final BitOutput output = new BitOutput();

    /**
     * How hard a level tries.
     *
     * @param depth how many earlier positions are examined for a match
     * @param nice the match length at which the search for a longer one ends
     * @param lazy the greatest match length for which the next position is searched for a better match
     * @param good the match length from which that search examines fewer positions
     */
    private record Effort(int depth, int nice, int lazy, int good) {}

    /** @param level from {@link #FIRST_LEVEL} to 9 */
    public DeflateEncoder(int level) {
        effort = EFFORTS.get(level - FIRST_LEVEL);
        finder = new MatchFinder(effort.nice());
    }

    /**
     * Returns the greatest length of the result for content of this length, plus the space needed while it is written.
     */
    public static int targetSize(int length) {
        return length + length / 1024 + 64;
    }

    /**
     * Compresses the content from {@code start} up to {@code end}. What precedes it in the array has been compressed
     * before, and matches may refer to it.
     *
     * @param last whether the stream ends with this content; otherwise, an empty stored block aligns it to bytes
     * @param target receives the result; has at least {@link #targetSize} bytes
     * @return the length of the result
     */
    public int compress(byte[] content, int start, int end, boolean last, byte[] target) {
        output.reset(target);
        symbols.clear();
        finder.reset(content, end, estimatedBitsPerLiteral(content, start, end));
        finder.add(Math.max(0, start - Symbols.WINDOW), Math.min(start, end - MatchFinder.READ_AHEAD));
        int at = start;
        do {
            int from = at;
            at = parse(content, from, end);
            double bits = symbols.writeTo(output, content, from, at, last && at == end);
            if (bits > 0) {
                finder.setBitsPerLiteral(bits);
            }
        } while (at < end);
        if (!last) {
            Symbols.writeStored(output, content, end, end, false);
        }
        output.align();
        return output.length();
    }

    /** The entropy of all bytes would be misleading: most of the frequent ones are part of matches. */
    private static double estimatedBitsPerLiteral(byte[] content, int start, int end) {
        int[] frequencies = new int[256];
        for (int i = start; i < end; i++) {
            frequencies[content[i] & 0xff]++;
        }
        int frequent = 0;
        for (int frequency : frequencies) {
            if (frequency > (end - start) / 4096) {
                frequent++;
            }
        }
        return Math.max(1, 1.1 * StrictMath.log(frequent) / StrictMath.log(2));
    }

    /** Adds symbols until there are enough for a block or the content ends, and returns the position reached. */
    private int parse(byte[] content, int start, int end) {
        int searched = end - MatchFinder.READ_AHEAD;
        int at = start;
        int misses = 0;
        while (at < searched && !symbols.isFull()) {
            int length = finder.find(at, 0, effort.depth());
            if (length == 0) {
                int next = Math.min(searched, at + Math.min(MOST_SKIPPED, 1 + (misses++ >> PATIENCE)));
                at = addLiterals(content, at, next);
            } else {
                int extended = misses < 1 << PATIENCE ? 0 : extension(content, at, MAX_MATCH - length);
                misses = 0;
                at = extended > 0
                        ? addMatch(at - extended, length + extended, finder.distance(), at + 1, searched)
                        : addBestMatch(content, at, length, searched);
            }
        }
        return symbols.isFull() ? at : addLiterals(content, at, end);
    }

    /** Adds the most recent match, or a better one that begins soon after it, and returns where it ends. */
    private int addBestMatch(byte[] content, int start, int found, int searched) {
        int at = start;
        int length = found;
        int distance = finder.distance();
        int next = at + 1;
        while (length < effort.lazy() && next < searched) {
            int better = finder.find(next++, length, length < effort.good() ? effort.depth() / 2 : effort.depth() / 4);
            if (better == 0 || !pays(better - length, distance)) {
                break;
            }
            symbols.addLiteral(content[at++]);
            length = better;
            distance = finder.distance();
        }
        return addMatch(at, length, distance, next, searched);
    }

    /**
     * Adds a match, and returns where it ends.
     *
     * @param unknown the first position within it that the finder does not know
     */
    private int addMatch(int at, int length, int distance, int unknown, int searched) {
        symbols.addMatch(length, distance);
        int end = at + length;
        int known = Math.min(end, searched);
        if (known - unknown > MOST_ADDED) {
            finder.add(unknown, unknown + MOST_ADDED / 4);
            finder.add(known - MOST_ADDED + MOST_ADDED / 4, known);
        } else {
            finder.add(unknown, known);
        }
        return end;
    }

    /**
     * Whether the most recent match is worth an additional literal, compared with a shorter match at another distance.
     */
    private boolean pays(int longer, int distance) {
        int nearer = Integer.numberOfLeadingZeros(finder.distance()) - Integer.numberOfLeadingZeros(distance);
        return 4 * longer + nearer > 2;
    }

    private int addLiterals(byte[] content, int from, int to) {
        for (int i = from; i < to; i++) {
            symbols.addLiteral(content[i]);
        }
        return to;
    }

    /** Removes the preceding literals that the match found at this position can replace, and returns their number. */
    private int extension(byte[] content, int at, int most) {
        int distance = finder.distance();
        int length = 0;
        while (length < most
                && symbols.endsInLiteral()
                && at - length - 1 >= distance
                && content[at - length - 1] == content[at - length - 1 - distance]) {
            symbols.removeLiteral();
            length++;
        }
        return length;
    }
}
