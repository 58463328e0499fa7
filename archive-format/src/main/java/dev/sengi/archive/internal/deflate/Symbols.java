package dev.sengi.archive.internal.deflate;

import java.util.Arrays;

/**
 * Literals and matches of a block, and how they are written (RFC 1951, sections 3.2.4 to 3.2.7): with codes made for
 * them, or stored where that is shorter.
 */
final class Symbols {
    /** Blocks have this many symbols, and somewhat more to complete a match. */
    static final int FULL = 1 << 15;

    static final int MIN_MATCH = 3;
    static final int MAX_MATCH = 258;
    static final int WINDOW = 1 << 15;

    private static final int END_OF_BLOCK = 256;
    private static final int FIRST_LENGTH = 257;
    private static final int LENGTH_BITS = 9;
    private static final int STORED_MOST = 0xffff;
    private static final int STORED = 0;
    private static final int DYNAMIC = 2;

    /** Each length code's first length, and the number of extra bits that distinguish the lengths of that code. */
    private static final int[] LENGTH_BASES = new int[29];

    private static final int[] LENGTH_EXTRAS = new int[29];
    private static final byte[] LENGTH_CODES = new byte[MAX_MATCH + 1];
    private static final int[] DISTANCE_BASES = new int[30];
    private static final int[] DISTANCE_EXTRAS = new int[30];
    /** The codes of distances less one: below 256, and above in steps of 128. */
    private static final byte[] DISTANCE_CODES = new byte[512];

    static {
        int base = MIN_MATCH;
        for (int code = 0; code < 28; code++) {
            LENGTH_BASES[code] = base;
            LENGTH_EXTRAS[code] = code < 8 ? 0 : code / 4 - 1;
            int next = base + (1 << LENGTH_EXTRAS[code]);
            Arrays.fill(LENGTH_CODES, base, Math.min(next, MAX_MATCH), (byte) code);
            base = next;
        }
        LENGTH_BASES[28] = MAX_MATCH;
        LENGTH_CODES[MAX_MATCH] = 28;
        base = 1;
        for (int code = 0; code < 30; code++) {
            DISTANCE_BASES[code] = base;
            DISTANCE_EXTRAS[code] = code < 4 ? 0 : code / 2 - 1;
            int next = base + (1 << DISTANCE_EXTRAS[code]);
            Arrays.fill(DISTANCE_CODES, distanceIndex(base), distanceIndex(next - 1) + 1, (byte) code);
            base = next;
        }
    }

    /** A literal is its byte's value; a match is its distance above its length. */
    private final int[] symbols = new int[FULL + 2 * MAX_MATCH];

    private int count;
    private final int[] literalFrequencies = new int[286];
    private final int[] distanceFrequencies = new int[30];
    private final HuffmanCode literalCode = new HuffmanCode(286, 15);
    private final HuffmanCode distanceCode = new HuffmanCode(30, 15);
    private final CodeLengths codeLengths = new CodeLengths();

    private static int distanceIndex(int distance) {
        int less = distance - 1;
        return less < 256 ? less : 256 + (less >> 7);
    }

    boolean isFull() {
        return count >= FULL;
    }

    void addLiteral(byte value) {
        int literal = value & 0xff;
        symbols[count++] = literal;
        literalFrequencies[literal]++;
    }

    /** Whether the last symbol, if there is one, is a literal. */
    boolean endsInLiteral() {
        return count > 0 && symbols[count - 1] < END_OF_BLOCK;
    }

    void removeLiteral() {
        literalFrequencies[symbols[--count]]--;
    }

    void addMatch(int length, int distance) {
        symbols[count++] = distance << LENGTH_BITS | length;
        literalFrequencies[FIRST_LENGTH + LENGTH_CODES[length]]++;
        distanceFrequencies[DISTANCE_CODES[distanceIndex(distance)]]++;
    }

    /**
     * Writes the symbols as a block, and forgets them.
     *
     * @param content what the symbols stand for, from {@code start} up to {@code end}
     * @param last whether it is the stream's last block
     * @return how many bits a literal takes on average, or 0 if there are too few literals
     */
    double writeTo(BitOutput output, byte[] content, int start, int end, boolean last) {
        literalFrequencies[END_OF_BLOCK]++;
        literalCode.assign(literalFrequencies);
        distanceCode.assign(distanceFrequencies);
        codeLengths.collect(literalCode, distanceCode);
        int storedBlocks = Math.max(1, (end - start + STORED_MOST - 1) / STORED_MOST);
        if (codeLengths.size() + size() < Byte.SIZE * (end - start + 5L * storedBlocks)) {
            writeHeader(output, DYNAMIC, last);
            codeLengths.writeTo(output);
            writeSymbols(output);
        } else {
            writeStored(output, content, start, end, last);
        }
        double bits = bitsPerLiteral();
        clear();
        return bits;
    }

    void clear() {
        count = 0;
        Arrays.fill(literalFrequencies, 0);
        Arrays.fill(distanceFrequencies, 0);
    }

    private double bitsPerLiteral() {
        long bits = 0;
        long literals = 0;
        for (int literal = 0; literal < END_OF_BLOCK; literal++) {
            bits += (long) literalFrequencies[literal] * literalCode.length(literal);
            literals += literalFrequencies[literal];
        }
        return literals < 512 ? 0 : (double) bits / literals;
    }

    /** Returns the length of all symbols in bits. */
    private long size() {
        long size = 0;
        for (int symbol = 0; symbol < literalFrequencies.length; symbol++) {
            int extra = symbol < FIRST_LENGTH ? 0 : LENGTH_EXTRAS[symbol - FIRST_LENGTH];
            size += (long) literalFrequencies[symbol] * (literalCode.length(symbol) + extra);
        }
        for (int code = 0; code < distanceFrequencies.length; code++) {
            size += (long) distanceFrequencies[code] * (distanceCode.length(code) + DISTANCE_EXTRAS[code]);
        }
        return size;
    }

    private static void writeHeader(BitOutput output, int type, boolean last) {
        output.put(type << 1 | (last ? 1 : 0), 3);
    }

    private void writeSymbols(BitOutput output) {
        for (int i = 0; i < count; i++) {
            int symbol = symbols[i];
            if (symbol < END_OF_BLOCK) {
                output.put(literalCode.code(symbol), literalCode.length(symbol));
            } else {
                writeMatch(output, symbol & (1 << LENGTH_BITS) - 1, symbol >>> LENGTH_BITS);
            }
        }
        output.put(literalCode.code(END_OF_BLOCK), literalCode.length(END_OF_BLOCK));
    }

    /** A match takes at most 48 bits. */
    private void writeMatch(BitOutput output, int length, int distance) {
        int lengthCode = LENGTH_CODES[length];
        long bits = literalCode.code(FIRST_LENGTH + lengthCode);
        int filled = literalCode.length(FIRST_LENGTH + lengthCode);
        bits |= (long) (length - LENGTH_BASES[lengthCode]) << filled;
        filled += LENGTH_EXTRAS[lengthCode];
        int code = DISTANCE_CODES[distanceIndex(distance)];
        bits |= (long) distanceCode.code(code) << filled;
        filled += distanceCode.length(code);
        bits |= (long) (distance - DISTANCE_BASES[code]) << filled;
        filled += DISTANCE_EXTRAS[code];
        output.put(bits, filled);
    }

    /** Writes stored blocks, at least one: an empty one aligns the stream to bytes. */
    static void writeStored(BitOutput output, byte[] content, int start, int end, boolean last) {
        int from = start;
        do {
            int length = Math.min(STORED_MOST, end - from);
            writeHeader(output, STORED, last && from + length == end);
            output.align();
            output.put(length, Short.SIZE);
            output.put(length ^ 0xffff, Short.SIZE);
            output.write(content, from, length);
            from += length;
        } while (from < end);
    }
}
