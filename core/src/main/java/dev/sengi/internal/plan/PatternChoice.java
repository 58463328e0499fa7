package dev.sengi.internal.plan;

import dev.sengi.UsageException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.text.NamePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The patterns given with one option, in psql's syntax, and which of them have matched an entry. Used by one thread.
 */
final class PatternChoice {
    private static final Pattern CHARACTER_CLASS = Pattern.compile("\\[:(\\w)(\\w+):]");

    private static final String SPECIAL = "|*+?()[]{}.^$";
    private static final String ANCHOR = "^(";

    private final List<NameMatch> matches = new ArrayList<>();
    private final StoredNames stored;

    private static final class NameMatch {
        private final String text;
        /** Null for any schema. */
        private final Predicate<String> schema;

        private final Predicate<String> name;
        private boolean met;

        NameMatch(String text, List<String> parts) {
            this.text = text;
            schema = parts.size() > 1 ? compile(parts.get(0)) : null;
            name = compile(parts.get(parts.size() - 1));
        }

        /** Most patterns are plain names, of which there may be thousands. */
        private Predicate<String> compile(String expression) {
            String literal = literal(expression);
            return literal != null
                    ? literal::equals
                    : regularExpression(expression).asMatchPredicate();
        }

        /** For names, Java's regular expressions match the server's except for the syntax of character classes. */
        private Pattern regularExpression(String expression) {
            String classes = CHARACTER_CLASS
                    .matcher(expression)
                    .replaceAll(match -> "\\\\p{" + match.group(1).toUpperCase(Locale.ROOT) + match.group(2) + "}");
            try {
                return Pattern.compile(classes, Pattern.DOTALL);
            } catch (PatternSyntaxException e) {
                throw new UsageException("invalid pattern \"" + text + "\": " + e.getDescription(), e);
            }
        }

        /** Returns the only name that an anchored expression matches, or null if it may match others. */
        private static String literal(String expression) {
            StringBuilder literal = new StringBuilder();
            int end = expression.length() - ANCHOR.length();
            for (int i = ANCHOR.length(); i < end; i++) {
                char c = expression.charAt(i);
                if (SPECIAL.indexOf(c) >= 0) {
                    return null;
                }
                if (c == '\\') {
                    c = expression.charAt(++i);
                    if (i == end || Character.isLetterOrDigit(c)) {
                        return null;
                    }
                }
                literal.append(c);
            }
            return literal.toString();
        }

        boolean matches(String ofSchema, String ofName) {
            return (schema == null || (ofSchema != null && schema.test(ofSchema))) && name.test(ofName);
        }
    }

    private PatternChoice(List<String> patterns, int parts, StoredNames stored) {
        this.stored = stored;
        for (String pattern : patterns) {
            matches.add(new NameMatch(pattern, NamePattern.parse(pattern, parts).parts()));
        }
    }

    /** @throws UsageException if a pattern is malformed */
    static PatternChoice ofSchemas(List<String> patterns, StoredNames stored) {
        return new PatternChoice(patterns, 1, stored);
    }

    /** @throws UsageException if a pattern is malformed */
    static PatternChoice ofTables(List<String> patterns, StoredNames stored) {
        return new PatternChoice(patterns, 2, stored);
    }

    boolean isEmpty() {
        return matches.isEmpty();
    }

    boolean matchesSchema(String name) {
        return matches(null, name);
    }

    /** Returns whether any pattern matches the name of the entry's own object. */
    boolean matches(TocEntry entry) {
        return matches(entry.namespace(), entry.tag());
    }

    private boolean matches(String schema, String name) {
        String nativeSchema = stored.nativeText(schema);
        String nativeName = stored.nativeText(name);
        boolean any = false;
        for (NameMatch match : matches) {
            if (match.matches(schema, name) || match.matches(nativeSchema, nativeName)) {
                match.met = true;
                any = true;
            }
        }
        return any;
    }

    /** Returns the first pattern that matched nothing, without its quotes if it is a quoted name. */
    Optional<String> missing() {
        return matches.stream()
                .filter(match -> !match.met)
                .map(match -> unquoted(match.text))
                .findFirst();
    }

    private static String unquoted(String pattern) {
        int last = pattern.length() - 1;
        if (last > 0 && pattern.charAt(0) == '"' && pattern.charAt(last) == '"') {
            String name = pattern.substring(1, last);
            if (name.replace("\"\"", "").indexOf('"') < 0) {
                return name.replace("\"\"", "\"");
            }
        }
        return pattern;
    }
}
