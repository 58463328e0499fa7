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

    /** Microseconds that a sample takes without pauses and with them, and what should be true of most samples. */
    @ParameterizedTest
    @CsvSource({"7000, 6500, true", "7000, 15000, false", "6500, 7000, false", "100, 90, true", "60000, 50000, false"})
    void readsInTheFasterWay(long reading, long pausing, boolean pauses) {
        assertThat(pausingSamples(reading, pausing)).isBetween(pauses ? 360 : 0, pauses ? SAMPLES : 40);
    }

    @Test
    void changesItsMind() {
        pausingSamples(7000, 6500);
        assertThat(pausingSamples(7000, 9000)).isLessThan(40);
        assertThat(pausingSamples(7000, 5000)).isGreaterThan(200);
    }

    /** For example, because the server had to wait for a disk. */
    @Test
    void oneSlowSampleIsNotDecisive() {
        pausingSamples(7000, 6500);
        sample(1_000_000);
        assertThat(pausingSamples(7000, 6500)).isGreaterThan(360);
    }

    /** Returns in how many samples reads waited. */
    private int pausingSamples(long reading, long pausing) {
        int count = 0;
        for (int i = 0; i < SAMPLES; i++) {
            count += pace.pauses() ? 1 : 0;
            sample(pace.pauses() ? pausing : reading);
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
