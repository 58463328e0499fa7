package dev.sengi.internal.restore.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in SQL text, with methods that skip tokens regardless of their meaning. */
abstract class SqlScanner {
    private static final Pattern DOLLAR_QUOTE =
            Pattern.compile("\\$(?:[A-Za-z_\\x{80}-\\x{ffff}][A-Za-z0-9_\\x{80}-\\x{ffff}]*)?\\$");

    final String text;
    int position;

    SqlScanner(String text) {
        this.text = text;
    }

    /**
     * Skips a dollar-quoted string, or a dollar sign that does not begin one; returns false if the text ends within it.
     */
    final boolean skipDollar() {
        Matcher quote = DOLLAR_QUOTE.matcher(text).region(position, text.length());
        if (quote.lookingAt()) {
            position = quote.end();
            return skipPast(quote.group());
        }
        position++;
        return true;
    }

    /** Skips a comment, including nested ones; returns false if the text ends within it. */
    final boolean skipBlockComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (text.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < text.length());
        return depth == 0;
    }

    /** Skips everything up to and including the end; returns false if the text does not contain it. */
    final boolean skipPast(String end) {
        int found = text.indexOf(end, position);
        position = found < 0 ? text.length() : found + end.length();
        return found >= 0;
    }

    /** Skips a keyword, an unquoted name or a number, and returns it. */
    final String skipWord() {
        int start = position;
        while (position < text.length() && (isWordPart(text.charAt(position)) || text.charAt(position) == '$')) {
            position++;
        }
        return text.substring(start, position);
    }

    static boolean isWordPart(char c) {
        return c == '_' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
