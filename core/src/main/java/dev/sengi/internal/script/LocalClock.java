package dev.sengi.internal.script;

import dev.sengi.archive.SummerTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;

/**
 * Interprets another machine's local time in this machine's zone, as C's {@code mktime} does for pg_restore: a time
 * marked as summer time, or as not, is read with the offset that applies here at such times.
 *
 * <p>Source: what pg_restore 18 lists, with glibc, for archives marked either way, in zones with and without summer
 * time.
 */
final class LocalClock {
    /**
     * The range and the steps in which to search for an offset around the time: a zone may have abolished summer time.
     */
    private static final Duration REACH = Duration.ofDays(8 * 365L);

    private static final Duration STEP = Duration.ofDays(7);
    private static final int USUAL_SECONDS = 3600;

    private final ZoneId zone;

    LocalClock(ZoneId zone) {
        this.zone = zone;
    }

    ZonedDateTime read(LocalDateTime time, SummerTime summerTime) {
        if (summerTime == SummerTime.UNKNOWN) {
            return time.atZone(zone);
        }
        boolean wanted = summerTime == SummerTime.YES;
        ZoneRules rules = zone.getRules();
        for (ZoneOffset offset : rules.getValidOffsets(time)) {
            if (rules.isDaylightSavings(time.toInstant(offset)) == wanted) {
                return time.atOffset(offset).atZoneSameInstant(zone);
            }
        }
        return time.atOffset(nearest(time, wanted)).atZoneSameInstant(zone);
    }

    /**
     * Returns the offset at the nearest time that is, or is not, summer time, as requested; assumes one hour if there
     * is none.
     */
    private ZoneOffset nearest(LocalDateTime time, boolean wanted) {
        ZoneRules rules = zone.getRules();
        Instant here = time.atZone(zone).toInstant();
        for (Duration away = STEP; away.compareTo(REACH) < 0; away = away.plus(STEP)) {
            for (Instant there : new Instant[] {here.minus(away), here.plus(away)}) {
                if (rules.isDaylightSavings(there) == wanted) {
                    return rules.getOffset(there);
                }
            }
        }
        int seconds = rules.getOffset(here).getTotalSeconds() + (wanted ? USUAL_SECONDS : -USUAL_SECONDS);
        return ZoneOffset.ofTotalSeconds(seconds);
    }
}
