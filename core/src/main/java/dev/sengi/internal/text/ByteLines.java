package dev.sengi.internal.text;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a hand-written file, as PostgreSQL's programs read them: only a line feed ends a line. Each line may be
 * in a different encoding.
 */
public final class ByteLines {
    private static final Pattern SPACE_AT_ENDS = Pattern.compile("\\A\\s+|\\s+\\z");

    private ByteLines() {}

    /**
     * Returns the lines without their line feeds; a carriage return before a line feed stays. A null byte hides the
     * rest of its line, including the line feed, because it ends text in C.
     */
    public static List<String> of(byte[] file) {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean hidden = false;
        for (byte octet : file) {
            if (octet == '\n' && !hidden) {
                lines.add(NativeText.decode(line.toByteArray()));
                line.reset();
            } else if (octet == '\n') {
                hidden = false;
            } else if (octet == 0) {
                hidden = true;
            } else if (!hidden) {
                line.write(octet);
            }
        }
        if (line.size() > 0) {
            lines.add(NativeText.decode(line.toByteArray()));
        }
        return lines;
    }

    /** Returns the line without the carriage returns at its end. */
    public static String withoutCarriageReturns(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return line.substring(0, end);
    }

    /**
     * Returns the line without the white space at its ends; as in C's standard locale, only ASCII white space counts.
     */
    public static String trimmed(String line) {
        return SPACE_AT_ENDS.matcher(line).replaceAll("");
    }
}
