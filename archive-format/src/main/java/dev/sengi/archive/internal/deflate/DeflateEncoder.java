package dev.sengi.archive.internal.deflate;

import static dev.sengi.archive.internal.deflate.Symbols.MAX_MATCH;

/**
 * Compresses blocks of a deflate stream, with the meaning that zlib's levels have: from level {@link #FIRST_LEVEL} on in
 * less time than zlib, and at about its size, or less where much of the content has no matches, such as binary values
 * that are written as hexadecimal digits. What it compresses depends on its arguments alone. It takes some tenths of a
 * second until it is compiled, and 400 kB. Used by one thread at a time.
 */
public final class DeflateEncoder {
    /** The first level that is served. Zlib's faster levels are faster than this. */
    public static final int FIRST_LEVEL = 5;

    /** By how many bytes the content must be followed in its array. */
    public static final int SLACK = MatchFinder.READ_AHEAD;

    private static final int LAST_LEVEL = 9;
    private static final int[] DEPTHS = {32, 96, 192, 512, 2048};
    private static final int[] NICE_LENGTHS = {32, 64, 128, MAX_MATCH, MAX_MATCH};
    private static final int[] LAZY_LENGTHS = {8, 16, 32, 64, MAX_MATCH};
    private static final int[] GOOD_LENGTHS = {4, 8, 8, 16, 32};

    /** The logarithm of the number of searches without a match after which positions are skipped. */
    private static final int PATIENCE = 4;

    private static final int MOST_SKIPPED = 8;
    /** How many positions of a long match are added, most of them at its end. With half of them, rows lose a twentieth. */
    private static final int MOST_ADDED = 64;

    private final int depth;
    /** Up to which length of a match a better one is searched at the next position. */
    private final int lazy;
    /** From which length on that search is less deep. */
    private final int good;

    private final MatchFinder finder;
    private final Symbols symbols = new Symbols();
    private final BitOutput output = new BitOutput();

    /** @param level from {@link #FIRST_LEVEL} to 9 */
    public DeflateEncoder(int level) {
        if (level < FIRST_LEVEL || level > LAST_LEVEL) {
            throw new IllegalArgumentException("no level of this encoder: " + level);
        }
        int index = level - FIRST_LEVEL;
        depth = DEPTHS[index];
        lazy = LAZY_LENGTHS[index];
        good = GOOD_LENGTHS[index];
        finder = new MatchFinder(NICE_LENGTHS[index]);
    }

    /** Returns the greatest length of the result for content of this length, plus what else is needed. */
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

    /** The entropy of the bytes would not do: most of those that are frequent are found in matches. */
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
            int length = finder.find(at, 0, depth);
            if (length == 0) {
                int next = Math.min(searched, at + Math.min(MOST_SKIPPED, 1 + (misses++ >> PATIENCE)));
                at = addLiterals(content, at, next);
            } else {
                int added = at + 1;
                int extended = misses < 1 << PATIENCE ? 0 : extension(content, at, MAX_MATCH - length);
                misses = 0;
                if (extended > 0) {
                    symbols.addMatch(length + extended, finder.distance());
                    at += length;
                } else {
                    int distance = finder.distance();
                    while (length < lazy && added < searched) {
                        int better = finder.find(added, length, length < good ? depth / 2 : depth / 4);
                        added++;
                        if (better == 0 || !pays(better - length, distance)) {
                            break;
                        }
                        symbols.addLiteral(content[at++]);
                        length = better;
                        distance = finder.distance();
                    }
                    symbols.addMatch(length, distance);
                    at += length;
                }
                addWithin(added, Math.min(at, searched));
            }
        }
        return symbols.isFull() ? at : addLiterals(content, at, end);
    }

    /** Whether the match found last is worth a literal, instead of a shorter match at another distance. */
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

    /** Removes the literals that the match found at this position can replace, and returns their number. */
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

    private void addWithin(int from, int to) {
        if (to - from > MOST_ADDED) {
            finder.add(from, from + MOST_ADDED / 4);
            finder.add(to - MOST_ADDED + MOST_ADDED / 4, to);
        } else {
            finder.add(from, to);
        }
    }
}
