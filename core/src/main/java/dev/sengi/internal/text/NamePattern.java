package dev.sengi.internal.text;

import dev.sengi.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for names in psql's syntax, as regular expressions for the server to match.
 *
 * <p>Letters outside double quotes are folded to lower case; {@code *} and {@code ?} match any text and any single
 * character; dots separate the parts; {@code $} is an ordinary character. Other special characters of regular
 * expressions keep their meaning outside quotes and lose it inside. Source: PostgreSQL's documentation of psql,
 * "Patterns".
 *
 * @param parts anchored regular expressions, one for each part; the last matches the object's own name
 */
public record NamePattern(List<String> parts) {
    private static final String SPECIAL_IN_QUOTES = "|*+?()[]{}.^\\";

    /**
     * Reads a pattern.
     *
     * @param maxParts the maximum number of parts
     * @throws UsageException with pg_dump's message if it has more parts
     */
    public static NamePattern parse(String pattern, int maxParts) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < pattern.length() && pattern.charAt(i + 1) == '"') {
                    part.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && c == '.') {
                parts.add(anchored(part));
                part.setLength(0);
            } else {
                append(part, pattern, i, quoted);
            }
        }
        parts.add(anchored(part));
        if (parts.size() > maxParts) {
            throw new UsageException("improper "
                    + (maxParts == 3 ? "relation" : "qualified")
                    + " name (too many dotted names): "
                    + pattern);
        }
        return new NamePattern(List.copyOf(parts));
    }

    private static String anchored(CharSequence part) {
        return "^(" + part + ")$";
    }

    private static void append(StringBuilder part, String pattern, int at, boolean quoted) {
        char c = pattern.charAt(at);
        if (!quoted && c >= 'A' && c <= 'Z') {
            part.append((char) (c + 32));
        } else if (!quoted && c == '*') {
            part.append(".*");
        } else if (!quoted && c == '?') {
            part.append('.');
        } else if (c == '$') {
            part.append("\\$");
        } else if (quoted && SPECIAL_IN_QUOTES.indexOf(c) >= 0) {
            part.append('\\').append(c);
        } else if (c == '[' && at + 1 < pattern.length() && pattern.charAt(at + 1) == ']') {
            // The brackets of an array type, as in a function's arguments, are not a character class.
            part.append("\\[");
        } else {
            part.append(c);
        }
    }
}
