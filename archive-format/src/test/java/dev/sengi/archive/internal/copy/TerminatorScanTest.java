package dev.sengi.archive.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminatorScanTest {
    private static final String[] PIECES = {
        "\n", "\\.", "\\.\n", "\\", ".", "a", "\\N\t1\n", "\\\\.\n", "longer than a word", "\\.."
    };

    /** However the data are divided into buffers, and whatever surrounds them in the buffers. */
    @Test
    void findsWhatFollowsTheTerminator() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] data = text.toString().getBytes(StandardCharsets.US_ASCII);
            TerminatorScan scan = new TerminatorScan();
            int at = 0;
            while (at < data.length) {
                int count = 1 + random.nextInt(data.length - at);
                byte[] buffer = "\n\\.\n\\.\n".repeat(20).getBytes(StandardCharsets.US_ASCII);
                int offset = random.nextInt(9);
                System.arraycopy(data, at, buffer, offset, Math.min(count, buffer.length - offset));
                count = Math.min(count, buffer.length - offset);
                scan.accept(buffer, offset, count);
                at += count;
            }
            assertThat(scan.hasMore()).as("seed %s: %s", seed, text).isEqualTo(hasMore(text.toString()));
        }
    }

    private static boolean hasMore(String text) {
        int terminator = ("\n" + text).indexOf("\n\\.\n");
        return terminator >= 0 && !text.substring(terminator + 3).matches("\n*");
    }
}
