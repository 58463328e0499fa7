package dev.sengi.internal.text;

import dev.sengi.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for names in psql's syntax, as regular expressions for the server to match.
 *
 * <p>Letters outside double quotes are folded to lower case. {@code *} and {@code ?} match any text and any single
 * character, dots separate the parts, and {@code $} is an ordinary character. Other special characters of regular
 * expressions keep their meaning outside quotes and lose it inside. Source: PostgreSQL's documentation of psql,
 * "Patterns".
 *
 * @param parts anchored regular expressions, one for each part; the last matches the object's own name
 * @param first the first part as literal text; the database's name if there are three parts
 */
public record NamePattern(List<String> parts, String first) {
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
        StringBuilder first = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean inFirst = parts.isEmpty();
            if (c == '"') {
                if (quoted && i + 1 < pattern.length() && pattern.charAt(i + 1) == '"') {
                    part.append('"');
                    if (inFirst) {
                        first.append('"');
                    }
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && c == '.') {
                parts.add(anchored(part));
                part.setLength(0);
            } else {
                append(part, pattern, i, quoted);
                if (inFirst) {
                    first.append(folded(c, quoted));
                }
            }
        }
        parts.add(anchored(part));
        if (parts.size() > maxParts) {
            throw new UsageException("improper "
                    + (maxParts == 3 ? "relation" : "qualified")
                    + " name (too many dotted names): "
                    + pattern);
        }
        return new NamePattern(List.copyOf(parts), first.toString());
    }

    /** Returns the letter in lower case unless it is quoted. */
    private static char folded(char c, boolean quoted) {
        return !quoted && c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    private static String anchored(CharSequence part) {
        return "^(" + part + ")$";
    }

    private static void append(StringBuilder part, String pattern, int at, boolean quoted) {
        char c = folded(pattern.charAt(at), quoted);
        if (!quoted && c == '*') {
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
