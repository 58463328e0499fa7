package dev.sengi.internal.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.SummerTime;
import dev.sengi.internal.ddl.ScriptText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        Instant read = new LocalClock(TimeZone.getTimeZone(zone)).read(time, summerTime);
        assertThat(read.atZone(zone).toOffsetDateTime()).isEqualTo(listed);
    }

    /** A damaged header may contain any year. */
    @ParameterizedTest
    @ValueSource(ints = {-400_000_000, -5, 1, 12_000, 50_000, 300_000_000, 900_000_000})
    void readsAnyYear(int year) {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        LocalDateTime time = LocalDateTime.of(year, 7, 1, 12, 30);
        Instant read = new LocalClock(TimeZone.getTimeZone(zone)).read(time, SummerTime.UNKNOWN);
        assertThat(read.atZone(zone).toLocalDateTime()).isBetween(time.minusHours(1), time.plusHours(1));
        assertThat(ScriptText.timestamp(read)).startsWith(year + "-07-01 ");
    }

    /** A time that is not marked is read by the zone's rules, also near changes of the offset. */
    @Test
    void readsUnmarkedTimesByTheRules() {
        Random random = new Random(1);
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            Instant instant = Instant.ofEpochSecond(random.nextInt(365 * 86_400, 60 * 365 * 86_400));
            for (int i = 0; i < 20; i++) {
                ZoneOffsetTransition change = zone.getRules().nextTransition(instant);
                instant = change == null ? instant.plus(Duration.ofDays(200)) : change.getInstant();
                LocalDateTime time = LocalDateTime.ofInstant(instant, zone).plusMinutes(random.nextInt(-400, 400));
                assertThat(new LocalClock(TimeZone.getTimeZone(zone)).read(time, SummerTime.UNKNOWN))
                        .as("%s in %s", time, zone)
                        .isEqualTo(time.atZone(zone).toInstant());
            }
        }
    }
}
