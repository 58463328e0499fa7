package dev.sengi.internal.ddl;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

/** Formats values for comments and lists. */
public final class ScriptText {
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
        int offset = zone.getOffset(instant.toEpochMilli());
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(instant.plusMillis(offset).getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(30);
        number(text, time.getYear(), 4).append('-');
        number(text, time.getMonthValue(), 2).append('-');
        number(text, time.getDayOfMonth(), 2).append(' ');
        number(text, time.getHour(), 2).append(':');
        number(text, time.getMinute(), 2).append(':');
        number(text, time.getSecond(), 2).append(' ');
        boolean summer = zone.inDaylightTime(Date.from(instant));
        return text.append(zone.getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH))
                .toString();
    }

    private static StringBuilder number(StringBuilder text, int number, int digits) {
        String decimal = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, digits - decimal.length()))).append(decimal);
    }
}
