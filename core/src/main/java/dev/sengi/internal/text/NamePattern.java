package dev.sengi.internal.text;

import dev.sengi.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for names in psql's syntax, as regular expressions for the server to match.
 *
 * <p>Letters outside double quotes are folded to lower case; {@code *} and {@code ?} stand for any text and any
 * character; dots separate the parts; {@code $} is an ordinary character; what else means something in regular
 * expressions does so outside quotes, and nothing inside. Source: PostgreSQL's documentation of psql, "Patterns".
 *
 * @param parts regular expressions, anchored, one a part, the last for the object's own name
 */
public record NamePattern(List<String> parts) {
    private static final String SPECIAL_IN_QUOTES = "|*+?()[]{}.^\\";

    /**
     * Reads a pattern.
     *
     * @param maxParts how many parts it may have
     * @throws UsageException with pg_dump's message where it has more
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
            // An array type's brackets, as in a function's arguments, are no character class.
            part.append("\\[");
        } else {
            part.append(c);
        }
    }
}
