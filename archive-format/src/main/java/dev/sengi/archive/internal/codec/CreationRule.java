package dev.sengi.archive.internal.codec;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Checks whether the time in a header is one that a clock can show. */
final class CreationRule {
    private static final int BASE_YEAR = 1900;
    /** PostgreSQL has had its name since 1996; archives came later. */
    private static final int FIRST_YEAR = 1996;

    private static final int LAST_YEAR = 9999;
    /** A minute may have a leap second. */
    private static final int LAST_SECOND = 60;

    private CreationRule() {}

    /** Takes the fields of C's {@code struct tm}: months from 0, years from 1900, -1 for an unknown summer time. */
    static boolean holds(int second, int minute, int hour, int day, int month, int year, int summerTime) {
        return within(second, 0, LAST_SECOND)
                && within(minute, 0, 59)
                && within(hour, 0, 23)
                && within(year, FIRST_YEAR - BASE_YEAR, LAST_YEAR - BASE_YEAR)
                && within(summerTime, -1, 1)
                && exists(year, month, day);
    }

    private static boolean exists(int year, int month, int day) {
        try {
            return LocalDate.of(BASE_YEAR + year, month + 1, day).getDayOfMonth() == day;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean within(int value, int lowest, int highest) {
        return value >= lowest && value <= highest;
    }
}
