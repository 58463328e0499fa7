package dev.sengi.internal.conninfo.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The protocol versions that {@code ssl_min_protocol_version} and {@code ssl_max_protocol_version} allow. Their names
 * are not case-sensitive, and an empty one means no limit.
 */
public record ProtocolRange(String min, String max) {
    /** libpq's default. */
    public static final String DEFAULT_MIN = "TLSv1.2";

    private static final String NEWEST = "TLSv1.3";
    private static final List<String> NAMES = List.of("tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3");

    /** Returns whether libpq accepts a name, or the name is empty. */
    public static boolean isKnown(String name) {
        return name.isEmpty() || index(name) >= 0;
    }

    /** Returns whether any version is within the limits. */
    public boolean isValid() {
        return min.isEmpty() || max.isEmpty() || index(min) <= index(max);
    }

    /** Returns the versions that are within the limits; Java uses the same names. */
    String[] within(String[] versions) {
        int first = min.isEmpty() ? 0 : index(min);
        int last = max.isEmpty() ? NAMES.size() - 1 : index(max);
        return Arrays.stream(versions)
                .filter(version -> index(version) >= first && index(version) <= last)
                .toArray(String[]::new);
    }

    /** Returns libpq's hint for a failure that the limits may have caused. */
    String hint() {
        return "\nThis may indicate that the server does not support any SSL protocol version between " + min + " and "
                + (max.isEmpty() ? NEWEST : max) + ".";
    }

    private static int index(String name) {
        return NAMES.indexOf(name.toLowerCase(Locale.ROOT));
    }
}
