package dev.sengi.cli.output;

import java.util.Locale;

/**
 * Human-readable byte counts, in the units of PostgreSQL's {@code pg_size_pretty}: each is 1024 of the previous one.
 */
public final class HumanSize {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private HumanSize() {}

    public static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes / 1024.0;
        int unit = 0;
        // A value that would be rounded to 1024.0 is shown as 1.0 of the next unit.
        while (size >= 1023.95 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
