package dev.sengi.internal.conninfo;

import dev.sengi.SengiException;
import java.util.Map;

/**
 * Reads {@code host=localhost dbname='my db'}.
 *
 * <p>Blanks may surround the equals sign; a value with blanks, or an empty one, is in single quotes; a backslash takes
 * the next character as it is, within quotes and without.
 */
final class KeywordValueSyntax {
    private final String text;
    private int position;

    KeywordValueSyntax(String text) {
        this.text = text;
    }

    Map<ConninfoKeyword, String> parse() {
        Map<ConninfoKeyword, String> parameters = ConnectionString.newParameters();
        skipBlanks();
        while (position < text.length()) {
            String keyword = keyword();
            skipBlanks();
            String value = at('\'') ? quotedValue() : plainValue();
            if (!ConnectionString.store(parameters, keyword, value)) {
                throw new SengiException("invalid connection option \"" + keyword + "\"");
            }
            skipBlanks();
        }
        return parameters;
    }

    private String keyword() {
        int start = position;
        while (position < text.length() && !at('=') && !isBlank(text.charAt(position))) {
            position++;
        }
        String keyword = text.substring(start, position);
        skipBlanks();
        if (!at('=')) {
            throw new SengiException("missing \"=\" after \"" + keyword + "\" in connection info string");
        }
        position++;
        return keyword;
    }

    private String plainValue() {
        StringBuilder value = new StringBuilder();
        while (position < text.length() && !isBlank(text.charAt(position))) {
            appendCharacter(value);
        }
        return value.toString();
    }

    private String quotedValue() {
        StringBuilder value = new StringBuilder();
        position++;
        while (!at('\'')) {
            if (position >= text.length()) {
                throw new SengiException("unterminated quoted string in connection info string");
            }
            appendCharacter(value);
        }
        position++;
        return value.toString();
    }

    private void appendCharacter(StringBuilder value) {
        if (at('\\')) {
            position++;
        }
        if (position < text.length()) {
            value.append(text.charAt(position++));
        }
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
