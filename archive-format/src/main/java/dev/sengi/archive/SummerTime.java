package dev.sengi.archive;

import java.time.ZonedDateTime;

/**
 * Whether the local time in an archive's header is summer time. This disambiguates, for a reader who knows the zone,
 * the hour that is repeated when clocks are set back.
 *
 * <p>The codes are those that archives store: {@code tm_isdst} of C's {@code struct tm}.
 */
public enum SummerTime {
    /** Standard time. */
    NO(0),
    /** Summer time. */
    YES(1),
    /** Not stated by the archive or the clock. */
    UNKNOWN(-1);

    private final int code;

    SummerTime(int code) {
        this.code = code;
    }

    /**
     * {@return whether the time is summer time in its zone}
     *
     * @param time a time in its zone
     */
    public static SummerTime at(ZonedDateTime time) {
        return time.getZone().getRules().isDaylightSavings(time.toInstant()) ? YES : NO;
    }

    /**
     * {@return the meaning of a stored number, as in C: any positive number means yes, any negative one unknown}
     *
     * @param code {@code tm_isdst}
     */
    public static SummerTime ofCode(int code) {
        return code > 0 ? YES : code == 0 ? NO : UNKNOWN;
    }

    /** {@return the number that represents this in an archive} */
    public int code() {
        return code;
    }
}
