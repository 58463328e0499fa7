package dev.sengi.archive.internal.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed blocks, decompressed by zlib, and their size compared with zlib's. */
class DeflateEncoderTest {
    private static final int SIZE = 128 * 1024;

    /** What tables contain, and content that is hard to compress, or to compress correctly. */
    private enum Kind {
        ZEROS {
            @Override
            byte next(byte[] content, int at, Random random) {
                return 0;
            }
        },
        NOISE {
            @Override
            byte next(byte[] content, int at, Random random) {
                return (byte) random.nextInt();
            }
        },
        HEXADECIMAL {
            @Override
            byte next(byte[] content, int at, Random random) {
                return (byte) "0123456789abcdef".charAt(random.nextInt(16));
            }
        },
        /** Rows whose columns differ little from those of the row before. */
        ROWS {
            @Override
            byte next(byte[] content, int at, Random random) {
                int column = at % 61;
                return column == 60
                        ? (byte) '\n'
                        : column % 12 == 11
                                ? (byte) '\t'
                                : at > 61 && random.nextInt(20) > 0
                                        ? content[at - 61]
                                        : (byte) ('0' + random.nextInt(10));
            }
        },
        /** Few different characters, in columns. */
        FLAGS {
            @Override
            byte next(byte[] content, int at, Random random) {
                return (byte) (at % 60 == 59 ? '\n' : at % 2 == 1 ? '\t' : random.nextBoolean() ? 't' : 'f');
            }
        },
        /** Words among values. */
        JSON {
            private static final String ROW =
                    "{\"id\": #####, \"state\": \"@\", \"price\": ###, \"tags\": [\"@\", \"@\"]}\n";

            @Override
            byte next(byte[] content, int at, Random random) {
                return (byte) ROW.charAt(at % ROW.length());
            }

            @Override
            byte[] content(int length, Random random) {
                String[] words = {"new", "open", "closed", "pending", "shipped", "cancelled", "returned"};
                StringBuilder rows = new StringBuilder();
                while (rows.length() < length) {
                    for (int i = 0; i < ROW.length(); i++) {
                        char c = ROW.charAt(i);
                        switch (c) {
                            case '#' -> rows.append(random.nextInt(10));
                            case '@' -> rows.append(words[random.nextInt(words.length)]);
                            default -> rows.append(c);
                        }
                    }
                }
                return Arrays.copyOf(rows.toString().getBytes(StandardCharsets.US_ASCII), length);
            }
        },
        /** Repetitions at the greatest possible distance, and just beyond it. */
        FAR {
            @Override
            byte next(byte[] content, int at, Random random) {
                int distance = Symbols.WINDOW + (at >> 10 & 1);
                return at < distance || random.nextInt(100) == 0 ? (byte) random.nextInt() : content[at - distance];
            }
        },
        /** Stretches of each of the other contents, so that statistics of one are applied to the next. */
        MIXED {
            @Override
            byte next(byte[] content, int at, Random random) {
                return List.of(ZEROS, NOISE, HEXADECIMAL, ROWS, FAR)
                        .get((at >> 11) % 5)
                        .next(content, at, random);
            }
        },
        /** Letters whose frequencies are Fibonacci numbers, for which codes would be longer than allowed. */
        SKEWED {
            @Override
            byte next(byte[] content, int at, Random random) {
                byte letter = 'a';
                while (letter < 'a' + 24 && random.nextInt(1000) < 382) {
                    letter++;
                }
                return letter;
            }
        };

        abstract byte next(byte[] content, int at, Random random);

        byte[] content(int length, Random random) {
            byte[] content = new byte[length];
            for (int i = 0; i < length; i++) {
                content[i] = next(content, i, random);
            }
            return content;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadBack(Kind kind) throws DataFormatException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int length = random.nextBoolean() ? random.nextInt(300) : random.nextInt(4 * SIZE);
            int block = random.nextBoolean() ? SIZE : 1 + random.nextInt(2 * SIZE);
            int level = DeflateEncoder.FIRST_LEVEL + random.nextInt(10 - DeflateEncoder.FIRST_LEVEL);
            byte[] content = kind.content(length, random);
            byte[] compressed = compress(new DeflateEncoder(level), content, block);
            assertThat(inflate(compressed, length))
                    .as("seed %d, level %d, %d bytes in blocks of %d", seed, level, length, block)
                    .isEqualTo(content);
        }
    }

    /** As if another stream's block had been abandoned in the middle. */
    @Test
    void doesNotDependOnWhatWasCompressedBefore() {
        DeflateEncoder encoder = new DeflateEncoder(6);
        byte[] rows = Kind.ROWS.content(SIZE, new Random(1));
        byte[] first = compress(encoder, rows, SIZE);
        byte[] noise = Kind.NOISE.content(SIZE + DeflateEncoder.SLACK, new Random(1));
        assertThatThrownBy(() -> encoder.compress(noise, 0, SIZE, false, new byte[100]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(compress(encoder, rows, SIZE)).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void fitsItsTarget(Kind kind) {
        for (int length : new int[] {0, 1, 7, 8, 9, 1000, 65535, 65536, SIZE}) {
            byte[] content = kind.content(length, new Random(length));
            byte[] padded = Arrays.copyOf(content, length + DeflateEncoder.SLACK);
            byte[] target = new byte[DeflateEncoder.targetSize(length)];
            int size = new DeflateEncoder(6).compress(padded, 0, length, false, target);
            assertThat(size).isLessThanOrEqualTo(target.length - BitOutput.SLACK);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9})
    void isHardlyLargerThanZlibsOutput(int level) {
        for (Kind kind : Kind.values()) {
            byte[] content = kind.content(3 * SIZE, new Random(level));
            Deflater zlib = new Deflater(level, true);
            zlib.setInput(content);
            zlib.finish();
            int size = zlib.deflate(new byte[2 * content.length]);
            zlib.end();
            assertThat(compress(new DeflateEncoder(level), content, SIZE).length)
                    .as("%s at level %d", kind, level)
                    .isLessThan(size + size * 3 / 100 + 200);
        }
    }

    private static byte[] compress(DeflateEncoder encoder, byte[] content, int block) {
        byte[] buffer = new byte[Symbols.WINDOW + block + DeflateEncoder.SLACK];
        byte[] target = new byte[DeflateEncoder.targetSize(block)];
        byte[] compressed = new byte[0];
        int at = 0;
        do {
            // What follows the content must not matter.
            Arrays.fill(buffer, (byte) at);
            int length = Math.min(block, content.length - at);
            int start = Math.min(Symbols.WINDOW, at);
            System.arraycopy(content, at - start, buffer, 0, start + length);
            int size = encoder.compress(buffer, start, start + length, at + length == content.length, target);
            compressed = Arrays.copyOf(compressed, compressed.length + size);
            System.arraycopy(target, 0, compressed, compressed.length - size, size);
            at += length;
        } while (at < content.length);
        return compressed;
    }

    private static byte[] inflate(byte[] compressed, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        inflater.setInput(compressed);
        byte[] content = new byte[length + 1];
        int count = 0;
        while (!inflater.finished()) {
            int read = inflater.inflate(content, count, content.length - count);
            assertThat(read > 0 || inflater.finished()).as("progress").isTrue();
            count += read;
        }
        assertThat(inflater.getRemaining()).isZero();
        inflater.end();
        return Arrays.copyOf(content, count);
    }
}
