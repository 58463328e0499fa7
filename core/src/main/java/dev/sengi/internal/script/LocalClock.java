package dev.sengi.internal.script;

import dev.sengi.archive.SummerTime;
import dev.sengi.internal.ddl.ScriptText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.TimeZone;

/**
 * Interprets another machine's local time in this machine's zone, as C's {@code mktime} does for pg_restore: a time
 * marked as summer time, or as not, is read with the offset that applies here at such times.
 *
 * <p>Source: what pg_restore 18 lists, with glibc, for archives marked either way, in zones with and without summer
 * time.
 *
 * <p>Uses {@link TimeZone}, because {@code ZoneId} first searches all jars for other sources of time zones.
 */
final class LocalClock {
    /**
     * The range and the steps in which to search for an offset around the time: a zone may have abolished summer time.
     */
    private static final Duration REACH = Duration.ofDays(8 * 365L);

    private static final Duration STEP = Duration.ofDays(7);
    /** More than any offset, and less than the time between two changes of a zone's offset. */
    private static final Duration AROUND = Duration.ofHours(30);

    private static final int USUAL_MILLIS = 3_600_000;

    private final TimeZone zone;

    LocalClock(TimeZone zone) {
        this.zone = zone;
    }

    Instant read(LocalDateTime time, SummerTime summerTime) {
        Instant inUtc = time.toInstant(ZoneOffset.UTC);
        int before = offset(inUtc.minus(AROUND));
        int after = offset(inUtc.plus(AROUND));
        // Of a time that occurs twice, the first; one that is skipped counts on from before the gap.
        int usual = isOffsetAt(inUtc, before) || !isOffsetAt(inUtc, after) ? before : after;
        if (summerTime == SummerTime.UNKNOWN) {
            return at(inUtc, usual);
        }
        boolean wanted = summerTime == SummerTime.YES;
        for (int offset : new int[] {before, after}) {
            if (isOffsetAt(inUtc, offset) && isSummer(at(inUtc, offset)) == wanted) {
                return at(inUtc, offset);
            }
        }
        return at(inUtc, nearest(at(inUtc, usual), wanted));
    }

    /**
     * Returns the offset at the nearest time that is, or is not, summer time, as requested; assumes one hour if there
     * is none.
     */
    private int nearest(Instant here, boolean wanted) {
        for (Duration away = STEP; away.compareTo(REACH) < 0; away = away.plus(STEP)) {
            for (Instant there : new Instant[] {here.minus(away), here.plus(away)}) {
                if (isSummer(there) == wanted) {
                    return offset(there);
                }
            }
        }
        return offset(here) + (wanted ? USUAL_MILLIS : -USUAL_MILLIS);
    }

    private boolean isOffsetAt(Instant inUtc, int offset) {
        return offset(at(inUtc, offset)) == offset;
    }

    private static Instant at(Instant inUtc, int offset) {
        return inUtc.minusMillis(offset);
    }

    private int offset(Instant instant) {
        return zone.getOffset(ScriptText.millis(instant));
    }

    private boolean isSummer(Instant instant) {
        return zone.inDaylightTime(Date.from(Instant.ofEpochMilli(ScriptText.millis(instant))));
    }
}
