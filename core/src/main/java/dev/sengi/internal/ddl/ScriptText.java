package dev.sengi.internal.ddl;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/** Formats values for comments and lists. */
public final class ScriptText {
    /** The seconds of 400 years, after which dates, days of the week and the rules of time zones repeat themselves. */
    private static final long PERIOD = 146_097L * 86_400;
    /** The seconds of 40,000 years. */
    private static final long FAR = 100 * PERIOD;

    private static final Set<String> UTC = Set.of("UTC", "Etc/UTC");

    private ScriptText() {}

    /** Returns the text on one line, so that no part of it escapes a comment. */
    public static String oneLine(String text, String ifNull) {
        if (text == null) {
            return ifNull;
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return text.replace('\n', ' ').replace('\r', ' ');
        }
        return text;
    }

    /** Returns a time in the default time zone, with the zone's abbreviation. */
    public static String timestamp(Instant instant) {
        TimeZone zone = TimeZone.getDefault();
        int offset = zone.getOffset(millis(instant));
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(instant.plusMillis(offset).getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(30);
        text.append(time.getYear()).append('-');
        number(text, time.getMonthValue()).append('-');
        number(text, time.getDayOfMonth()).append(' ');
        number(text, time.getHour()).append(':');
        number(text, time.getMinute()).append(':');
        number(text, time.getSecond()).append(' ');
        return text.append(abbreviation(zone, instant)).toString();
    }

    private static String abbreviation(TimeZone zone, Instant instant) {
        // Java looks for the other names in all locales, which takes a tenth of a list's time.
        if (UTC.contains(zone.getID())) {
            return "UTC";
        }
        boolean summer = zone.inDaylightTime(Date.from(Instant.ofEpochMilli(millis(instant))));
        return zone.getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
    }

    private static StringBuilder number(StringBuilder text, int number) {
        return text.append(number < 10 ? "0" : "").append(number);
    }

    /**
     * Returns the milliseconds with which to ask a {@link TimeZone} about a second. It cannot be asked about years beyond
     * 292 million, but the calendar repeats itself every 400 years.
     */
    public static long millis(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds < FAR) {
            return 1000 * Math.max(seconds, -FAR);
        }
        return 1000 * (FAR + Math.floorMod(seconds, PERIOD));
    }
}
