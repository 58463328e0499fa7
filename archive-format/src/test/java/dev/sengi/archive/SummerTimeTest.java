package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class SummerTimeTest {
    /** The hour that occurs twice when clocks are set back. */
    @Test
    void theFirstOfTwoEqualHoursIsSummerTime() {
        ZonedDateTime former = ZonedDateTime.parse("2026-10-25T02:30+02:00[Europe/Berlin]");
        ZonedDateTime later = ZonedDateTime.parse("2026-10-25T02:30+01:00[Europe/Berlin]");
        assertThat(SummerTime.at(former)).isEqualTo(SummerTime.YES);
        assertThat(SummerTime.at(later)).isEqualTo(SummerTime.NO);
    }
}
