package dev.sengi.internal.restore.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL from a database with {@code standard_conforming_strings} off, in the form in which servers since 19 read it alike:
 * they have no other setting than on, so each plain literal that contains a backslash gets the prefix {@code E}.
 */
final class EscapedLiterals {
    private static final Pattern DOLLAR_QUOTE =
            Pattern.compile("\\$(?:[A-Za-z_\\x{80}-\\x{ffff}][A-Za-z0-9_\\x{80}-\\x{ffff}]*)?\\$");
    /** What separates two parts of one literal. */
    private static final Pattern CONTINUATION = Pattern.compile("[ \\t\\f\\r]*\\n[ \\t\\f\\r\\n]*'");

    private final String sql;
    private final StringBuilder marked;
    /** Everything before it is in the result. */
    private int copied;

    private int position;

    private EscapedLiterals(String sql) {
        this.sql = sql;
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
        char c = sql.charAt(position);
        if (c == '\'') {
            plainLiteral();
        } else if (c == '"') {
            position++;
            skipPast("\"");
        } else if (sql.startsWith("--", position)) {
            skipPast("\n");
        } else if (sql.startsWith("/*", position)) {
            blockComment();
        } else if (c == '$') {
            dollar();
        } else if (isWordPart(c)) {
            word();
        } else {
            position++;
        }
    }

    private void plainLiteral() {
        int start = position;
        skipLiteral();
        int backslash = sql.indexOf('\\', start);
        if (backslash >= 0 && backslash < position) {
            marked.append(sql, copied, start).append(" E");
            copied = start;
        }
    }

    private void skipLiteral() {
        Matcher continuation = CONTINUATION.matcher(sql);
        do {
            position++;
            while (position < sql.length() && sql.charAt(position) != '\'') {
                position += sql.charAt(position) == '\\' ? 2 : 1;
            }
            position = Math.min(position + 1, sql.length());
            if (continuation.region(position, sql.length()).lookingAt()) {
                position = continuation.end() - 1;
            }
        } while (position < sql.length() && sql.charAt(position) == '\'');
    }

    private void word() {
        int start = position;
        while (position < sql.length() && (isWordPart(sql.charAt(position)) || sql.charAt(position) == '$')) {
            position++;
        }
        boolean escapes = position - start == 1 && (sql.charAt(start) == 'E' || sql.charAt(start) == 'e');
        if (escapes && position < sql.length() && sql.charAt(position) == '\'') {
            skipLiteral();
        }
    }

    private void dollar() {
        Matcher quote = DOLLAR_QUOTE.matcher(sql).region(position, sql.length());
        if (quote.lookingAt()) {
            position = quote.end();
            skipPast(quote.group());
        } else {
            position++;
        }
    }

    private void blockComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (sql.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < sql.length());
    }

    private void skipPast(String end) {
        int found = sql.indexOf(end, position);
        position = found < 0 ? sql.length() : found + end.length();
    }

    private static boolean isWordPart(char c) {
        return c == '_' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
