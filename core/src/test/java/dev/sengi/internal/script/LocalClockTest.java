package dev.sengi.internal.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.SummerTime;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The right column is what pg_restore 18.6 lists under that {@code TZ} for an archive whose header contains the other
 * values.
 */
class LocalClockTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-15T12:30:30, NO, UTC, 2026-01-15T12:30:30Z",
        "2026-01-15T12:30:30, YES, UTC, 2026-01-15T11:30:30Z",
        "2026-07-15T00:30:30, YES, UTC, 2026-07-14T23:30:30Z",
        "2026-07-15T12:30:30, UNKNOWN, America/New_York, 2026-07-15T12:30:30-04:00",
        "2026-07-15T12:30:30, NO, America/New_York, 2026-07-15T13:30:30-04:00",
        "2026-01-15T12:30:30, YES, Europe/Berlin, 2026-01-15T11:30:30+01:00",
        "2026-01-15T12:30:30, YES, Asia/Tokyo, 2026-01-15T11:30:30+09:00",
        "2026-01-15T12:30:30, NO, Australia/Lord_Howe, 2026-01-15T13:00:30+11:00",
        "2026-07-15T12:30:30, YES, Australia/Lord_Howe, 2026-07-15T12:00:30+10:30",
        "2026-03-08T02:30:30, NO, America/New_York, 2026-03-08T03:30:30-04:00",
        "2026-03-08T02:30:30, YES, America/New_York, 2026-03-08T01:30:30-05:00",
        "2026-11-01T01:30:30, NO, America/New_York, 2026-11-01T01:30:30-05:00",
        "2026-11-01T01:30:30, YES, America/New_York, 2026-11-01T01:30:30-04:00"
    })
    void readsAsMktimeDoes(LocalDateTime time, SummerTime summerTime, ZoneId zone, OffsetDateTime listed) {
        assertThat(new LocalClock(zone).read(time, summerTime).toOffsetDateTime())
                .isEqualTo(listed);
    }
}
