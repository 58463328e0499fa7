package dev.sengi.archive.internal.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import dev.sengi.archive.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdOutputTest {
    /** The size from which content counts as large. */
    private static final int LARGE = 512 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LARGE - 1, LARGE, LARGE + 1, 3 * LARGE})
    void restoresEveryByteHoweverItWasWritten(int size) throws IOException {
        byte[] content = Arrays.copyOf(Rows.HASHES.content(), size);
        for (Compression compression : new Compression[] {
            Compression.zstd(),
            Compression.zstd().withWorkers(2),
            Compression.zstd().withLongDistance(true),
            Compression.zstd(3),
            Compression.zstd(1).withWorkers(2)
        }) {
            for (int seed = 0; seed < 5; seed++) {
                byte[] compressed = compressed(content, compression, new Random(seed));
                try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(compressed))) {
                    assertThat(in.readAllBytes())
                            .as("%s, seed %d", compression, seed)
                            .isEqualTo(content);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHardlyLargerThanLevel3(Rows rows) throws IOException {
        byte[] content = rows.content();
        int level3 = Zstd.compress(content, 3).length;
        for (int workers : new int[] {0, 2}) {
            assertThat(compressed(content, Compression.zstd().withWorkers(workers), new Random(1)))
                    .as("%d workers", workers)
                    .hasSizeLessThanOrEqualTo((int) (1.02 * level3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void leavesAnExplicitLevelToTheLibrary(int level) throws IOException {
        byte[] content = Rows.HASHES.content();
        assertThat(compressed(content, Compression.zstd(level), new Random(1)).length)
                .isCloseTo(Zstd.compress(content, level).length, withinPercentage(0.1));
    }

    /** The matches that level 3 finds in random digits are coincidences. */
    @Test
    void compressesDigitsBetterThanLevel3() throws IOException {
        byte[] content = Rows.BYTEA.content();
        assertThat(compressed(content, Compression.zstd(), new Random(1)).length)
                .isLessThan((int) (0.99 * Zstd.compress(content, 3).length));
    }

    @Test
    void decidesByTheContent() {
        assertThat(ZstdTuning.of(Rows.BYTEA.content(), LARGE)).isEqualTo(ZstdTuning.QUICK);
        assertThat(ZstdTuning.of(Rows.NUMBERS.content(), LARGE)).isEqualTo(ZstdTuning.THOROUGH);
    }

    private static byte[] compressed(byte[] content, Compression compression, Random random) throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (ZstdOutput out = new ZstdOutput(sink, compression)) {
            int most = 1 << (3 + random.nextInt(18));
            for (int at = 0; at < content.length; ) {
                int count = Math.min(content.length - at, 1 + random.nextInt(most));
                out.write(content, at, count);
                at += count;
            }
        }
        return sink.toByteArray();
    }

    /** Rows as COPY sends them. */
    private enum Rows {
        NUMBERS {
            @Override
            String row(int i, Random random) {
                return i + "\t" + (1 + i % 30) + "\t" + (i % 1999 - 999) + "\t" + " ".repeat(84);
            }
        },
        HASHES {
            @Override
            String row(int i, Random random) {
                return i + "\t\\\\x" + hexadecimal(random, 32);
            }
        },
        BYTEA {
            @Override
            String row(int i, Random random) {
                return i + "\t\\\\x" + hexadecimal(random, 4000);
            }
        },
        MEASUREMENTS {
            @Override
            String row(int i, Random random) {
                return String.format(
                        Locale.ROOT,
                        "%d\t2026-01-%02d %02d:%02d:%02d.%03d+00\t%.3f\t%s\t\\N",
                        i,
                        1 + i / 86400 % 28,
                        i / 3600 % 24,
                        i / 60 % 60,
                        i % 60,
                        random.nextInt(1000),
                        random.nextGaussian() * 50,
                        random.nextBoolean() ? "t" : "f");
            }
        },
        DOCUMENTS {
            @Override
            String row(int i, Random random) {
                return new UUID(random.nextLong(), random.nextLong()) + "\t{\"id\": " + i + ", \"type\": \""
                        + WORDS[random.nextInt(5)] + "\", \"price\": " + random.nextInt(100000) / 100.0
                        + ", \"url\": \"https://example.com/items/" + random.nextInt(100000) + "\"}";
            }
        },
        PROSE {
            @Override
            String row(int i, Random random) {
                StringBuilder text = new StringBuilder().append(i).append('\t');
                for (int word = 20 + random.nextInt(40); word > 0; word--) {
                    text.append(WORDS[(int) (WORDS.length * Math.pow(random.nextDouble(), 2))])
                            .append(' ');
                }
                return text.toString();
            }
        };

        private static final String[] WORDS =
                ("the of and to in a is that for it as was with be by on not he his but at are"
                                + " this have from or had an they which one you were all her she there would their we him been has"
                                + " when who will no more if out so up said what its about than into them can only other time new")
                        .split(" ");

        abstract String row(int i, Random random);

        byte[] content() {
            Random random = new Random(7);
            StringBuilder rows = new StringBuilder();
            for (int i = 0; rows.length() < 4 * LARGE; i++) {
                rows.append(row(i, random)).append('\n');
            }
            return rows.toString().getBytes(StandardCharsets.UTF_8);
        }

        private static String hexadecimal(Random random, int bytes) {
            byte[] content = new byte[bytes];
            random.nextBytes(content);
            return HexFormat.of().formatHex(content);
        }
    }
}
