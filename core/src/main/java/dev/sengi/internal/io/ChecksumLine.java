package dev.sengi.internal.io;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of sha256sum's output: the SHA-256 in hexadecimal, two blanks (or a blank and an asterisk) and the file's
 * name. If the name contains a backslash, a line feed or a carriage return, these are escaped and the line begins with
 * a backslash. Lines in BSD's form, which {@code sha256sum --tag} writes, can be parsed too.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param name in native text
 */
public record ChecksumLine(String sha256, String name) {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final Pattern FORM = Pattern.compile("(?<escape>\\\\?)(?<sum>[0-9a-f]{64}) [ *](?<name>.+)", FLAGS);

    /** OpenSSL's form has no blanks around the parentheses. */
    private static final Pattern BSD_FORM =
            Pattern.compile("(?<escape>\\\\?)SHA(?:2-)?256 ?\\((?<name>.+)\\) ?= (?<sum>[0-9a-f]{64})", FLAGS);

    /**
     * Returns the parsed line.
     *
     * @param line without its line feed; a carriage return before that is ignored
     * @return empty if it is of neither form
     */
    public static Optional<ChecksumLine> parse(String line) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return Stream.of(FORM, BSD_FORM)
                .map(form -> form.matcher(text))
                .filter(Matcher::matches)
                .findFirst()
                .map(ChecksumLine::of);
    }

    private static ChecksumLine of(Matcher matcher) {
        String name = matcher.group("name");
        return new ChecksumLine(
                matcher.group("sum").toLowerCase(Locale.ROOT),
                matcher.group("escape").isEmpty() ? name : unescaped(name));
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
