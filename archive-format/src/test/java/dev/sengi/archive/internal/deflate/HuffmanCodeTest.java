package dev.sengi.archive.internal.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuffmanCodeTest {
    @ParameterizedTest
    @ValueSource(ints = {7, 9, 15})
    void isCompleteAndHasNoPrefixes(int limit) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int[] frequencies = frequencies(random, limit == 7 ? 19 : 286);
            HuffmanCode code = new HuffmanCode(frequencies.length, limit);
            code.assign(frequencies);
            Set<String> words = new HashSet<>();
            double space = 0;
            for (int symbol = 0; symbol < frequencies.length; symbol++) {
                int length = code.length(symbol);
                if (length > limit || (length == 0 && frequencies[symbol] > 0)) {
                    throw new AssertionError("seed " + seed + ": symbol " + symbol + " has " + length + " bits");
                }
                if (length > 0) {
                    if (!words.add(word(code, symbol))) {
                        throw new AssertionError("seed " + seed + ": two symbols have the same code");
                    }
                    space += Math.pow(2, -length);
                }
            }
            assertThat(space).as("seed %d", seed).isEqualTo(1);
            assertThat(words.stream().filter(word -> isPrefixed(word, words)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    /** Of all code lengths within the limit, those of a Huffman tree yield the shortest text. */
    @Test
    void isOptimalWhereTheLimitDoesNotMatter() {
        for (int seed = 0; seed < 500; seed++) {
            int[] frequencies = new int[30];
            Random random = new Random(seed);
            for (int i = 0; i < frequencies.length; i++) {
                frequencies[i] = random.nextInt(3) * random.nextInt(20);
            }
            HuffmanCode code = new HuffmanCode(frequencies.length, 30);
            code.assign(frequencies);
            PriorityQueue<Long> trees = new PriorityQueue<>();
            long size = 0;
            for (int symbol = 0; symbol < frequencies.length; symbol++) {
                size += (long) frequencies[symbol] * code.length(symbol);
                if (frequencies[symbol] > 0) {
                    trees.add((long) frequencies[symbol]);
                }
            }
            long least = 0;
            while (trees.size() > 1) {
                long merged = trees.remove() + trees.remove();
                least += merged;
                trees.add(merged);
            }
            assertThat(size).as("seed %d", seed).isEqualTo(least);
        }
    }

    @Test
    void rarerSymbolsHaveNoShorterCodes() {
        int[] fibonacci = new int[40];
        fibonacci[0] = 1;
        fibonacci[1] = 1;
        for (int i = 2; i < fibonacci.length; i++) {
            fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
        }
        HuffmanCode code = new HuffmanCode(fibonacci.length, 15);
        code.assign(fibonacci);
        for (int i = 1; i < fibonacci.length; i++) {
            assertThat(code.length(i)).isLessThanOrEqualTo(code.length(i - 1));
        }
    }

    private static boolean isPrefixed(String word, Set<String> words) {
        return IntStream.range(1, word.length()).anyMatch(length -> words.contains(word.substring(0, length)));
    }

    private static int[] frequencies(Random random, int symbols) {
        int[] frequencies = new int[symbols];
        int used = random.nextInt(symbols + 1);
        for (int i = 0; i < used; i++) {
            frequencies[random.nextInt(symbols)] = 1 << random.nextInt(20);
        }
        return frequencies;
    }

    private static String word(HuffmanCode code, int symbol) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < code.length(symbol); i++) {
            word.append(code.code(symbol) >> i & 1);
        }
        return word.toString();
    }
}
