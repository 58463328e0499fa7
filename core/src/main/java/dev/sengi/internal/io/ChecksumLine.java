package dev.sengi.internal.io;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of sha256sum's output: the SHA-256 in hexadecimal, two blanks (or a blank and an asterisk) and the file's name.
 * If the name contains a backslash, a line feed or a carriage return, these are escaped and the line begins with a
 * backslash.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param name in native text
 */
public record ChecksumLine(String sha256, String name) {
    private static final Pattern FORM =
            Pattern.compile("(\\\\?)([0-9a-f]{64}) [ *](.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Returns the parsed line, without its line feed; empty if it is not of this form. */
    public static Optional<ChecksumLine> parse(String line) {
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(3);
        return Optional.of(new ChecksumLine(
                matcher.group(2).toLowerCase(Locale.ROOT), matcher.group(1).isEmpty() ? name : unescaped(name)));
    }

    /** Returns the line with its line feed. */
    public String text() {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + sha256 + "  " + escaped + "\n";
    }

    private static String unescaped(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '\\' || i + 1 == name.length()) {
                text.append(c);
                continue;
            }
            char escaped = name.charAt(++i);
            text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
        }
        return text.toString();
    }
}
