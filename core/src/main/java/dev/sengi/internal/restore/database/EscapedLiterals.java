package dev.sengi.internal.restore.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites SQL from a database with {@code standard_conforming_strings} off for servers since 19, where the setting is
 * always on: each plain literal that contains a backslash gets the prefix {@code E}.
 */
final class EscapedLiterals extends SqlScanner {
    /** What separates two parts of one literal. */
    private static final Pattern CONTINUATION = Pattern.compile("[ \\t\\f\\r]*\\n[ \\t\\f\\r\\n]*'");

    private final StringBuilder marked;
    /** Everything before it is in the result. */
    private int copied;

    private EscapedLiterals(String sql) {
        super(sql);
        this.marked = new StringBuilder(sql.length() + 16);
    }

    /** Returns the SQL with its literals marked. */
    static String mark(String sql) {
        if (sql.indexOf('\\') < 0) {
            return sql;
        }
        EscapedLiterals reading = new EscapedLiterals(sql);
        while (reading.position < sql.length()) {
            reading.next();
        }
        return reading.marked.append(sql, reading.copied, sql.length()).toString();
    }

    private void next() {
        char c = text.charAt(position);
        if (c == '\'') {
            plainLiteral();
        } else if (c == '"') {
            position++;
            skipPast("\"");
        } else if (text.startsWith("--", position)) {
            skipPast("\n");
        } else if (text.startsWith("/*", position)) {
            skipBlockComment();
        } else if (c == '$') {
            skipDollar();
        } else if (isWordPart(c)) {
            word();
        } else {
            position++;
        }
    }

    private void plainLiteral() {
        int start = position;
        skipLiteral();
        int backslash = text.indexOf('\\', start);
        if (backslash >= 0 && backslash < position) {
            marked.append(text, copied, start).append(" E");
            copied = start;
        }
    }

    private void skipLiteral() {
        Matcher continuation = CONTINUATION.matcher(text);
        do {
            position++;
            while (position < text.length() && text.charAt(position) != '\'') {
                position += text.charAt(position) == '\\' ? 2 : 1;
            }
            position = Math.min(position + 1, text.length());
            if (continuation.region(position, text.length()).lookingAt()) {
                position = continuation.end() - 1;
            }
        } while (position < text.length() && text.charAt(position) == '\'');
    }

    private void word() {
        if (skipWord().equalsIgnoreCase("E") && position < text.length() && text.charAt(position) == '\'') {
            skipLiteral();
        }
    }
}
