package dev.sengi.archive.internal.deflate;

import java.util.Arrays;

/** The lengths of a block's codes, themselves written with a code (RFC 1951, section 3.2.7). */
final class CodeLengths {
    private static final int REPEAT = 16;
    private static final int FEW_ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int SYMBOLS = 19;

    private static final int LITERALS_LEAST = 257;
    private static final int DISTANCES_LEAST = 1;
    private static final int CODE_LEAST = 4;
    /** The order in which the lengths of this code are written. */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int SYMBOL_BITS = 5;

    private final int[] lengths = new int[286 + 30];
    private int literals;
    private int distances;
    /** Each symbol and, in higher bits, how often it is repeated beyond the minimum. */
    private final int[] symbols = new int[286 + 30];

    private int count;
    private final int[] frequencies = new int[SYMBOLS];
    private final HuffmanCode code = new HuffmanCode(SYMBOLS, 7);

    /** Collects the code lengths of two codes. */
    void collect(HuffmanCode literalCode, HuffmanCode distanceCode) {
        literals = literalCode.used(LITERALS_LEAST);
        distances = distanceCode.used(DISTANCES_LEAST);
        for (int i = 0; i < literals; i++) {
            lengths[i] = literalCode.length(i);
        }
        for (int i = 0; i < distances; i++) {
            lengths[literals + i] = distanceCode.length(i);
        }
        count = 0;
        Arrays.fill(frequencies, 0);
        int all = literals + distances;
        for (int i = 0; i < all; ) {
            int run = 1;
            while (i + run < all && lengths[i + run] == lengths[i]) {
                run++;
            }
            addRun(lengths[i], run);
            i += run;
        }
        code.assign(frequencies);
    }

    private void addRun(int length, int run) {
        int left = run;
        if (length == 0) {
            while (left >= 11) {
                int repeated = Math.min(left, 138);
                add(MANY_ZEROS, repeated - 11);
                left -= repeated;
            }
            if (left >= 3) {
                add(FEW_ZEROS, left - 3);
                left = 0;
            }
        } else {
            add(length, 0);
            left--;
            while (left >= 3) {
                int repeated = Math.min(left, 6);
                add(REPEAT, repeated - 3);
                left -= repeated;
            }
        }
        for (; left > 0; left--) {
            add(length, 0);
        }
    }

    private void add(int symbol, int repetitions) {
        symbols[count++] = repetitions << SYMBOL_BITS | symbol;
        frequencies[symbol]++;
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT -> 2;
            case FEW_ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    private int written() {
        int written = SYMBOLS;
        while (written > CODE_LEAST && code.length(ORDER[written - 1]) == 0) {
            written--;
        }
        return written;
    }

    /** Returns how many bits the lengths take. */
    long size() {
        long size = 5 + 5 + 4 + 3L * written();
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            size += (long) frequencies[symbol] * (code.length(symbol) + extraBits(symbol));
        }
        return size;
    }

    void writeTo(BitOutput output) {
        int written = written();
        output.put(literals - LITERALS_LEAST, 5);
        output.put(distances - DISTANCES_LEAST, 5);
        output.put(written - CODE_LEAST, 4);
        for (int i = 0; i < written; i++) {
            output.put(code.length(ORDER[i]), 3);
        }
        for (int i = 0; i < count; i++) {
            int symbol = symbols[i] & (1 << SYMBOL_BITS) - 1;
            output.put(code.code(symbol), code.length(symbol));
            output.put(symbols[i] >>> SYMBOL_BITS, extraBits(symbol));
        }
    }
}
