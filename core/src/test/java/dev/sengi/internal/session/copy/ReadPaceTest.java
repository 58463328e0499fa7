package dev.sengi.internal.session.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadPaceTest {
    private static final int READ = 32 * 1024;
    private static final int SAMPLES = 400;

    private long now;
    private final ReadPace pace = new ReadPace(() -> now);

    /** Microseconds that a sample takes without pauses, with short and with long ones, and which way most samples use. */
    @ParameterizedTest
    @CsvSource({
        "7000, 6900, 6500, 2",
        "7000, 6500, 6900, 1",
        "7000, 6500, 15000, 1",
        "7000, 15000, 15000, 0",
        "6500, 7000, 7000, 0",
        "100, 95, 90, 2",
        "60000, 50000, 50000, 0"
    })
    void readsInTheFastestWay(long reading, long briefly, long longer, int fastest) {
        assertThat(samples(fastest, reading, briefly, longer)).isGreaterThanOrEqualTo(360);
    }

    @Test
    void changesItsMind() {
        assertThat(samples(2, 7000, 6800, 6500)).isGreaterThan(360);
        assertThat(samples(0, 7000, 8000, 9000)).isGreaterThan(360);
        assertThat(samples(2, 7000, 7000, 5000)).isGreaterThan(200);
    }

    /** For example, because the server had to wait for a disk. */
    @Test
    void oneSlowSampleIsNotDecisive() {
        samples(2, 7000, 6800, 6500);
        sample(1_000_000);
        assertThat(samples(2, 7000, 6800, 6500)).isGreaterThan(360);
    }

    /** Returns how many samples use the way with that index. */
    private int samples(int way, long... micros) {
        int count = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int used = pace.pause() == 0 ? 0 : pace.pause() == ReadPace.SHORT_PAUSE ? 1 : 2;
            count += used == way ? 1 : 0;
            sample(micros[used]);
        }
        return count;
    }

    private void sample(long micros) {
        int reads = ReadPace.SAMPLE / READ;
        for (int i = 0; i < reads; i++) {
            now += TimeUnit.MICROSECONDS.toNanos(micros) / reads;
            pace.read(READ);
        }
    }
}
