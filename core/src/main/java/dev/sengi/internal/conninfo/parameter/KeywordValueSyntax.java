package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.util.Map;

/**
 * Parses {@code host=localhost dbname='my db'}.
 *
 * <p>White space may surround the equals sign. A value that is empty or contains white space must be in single quotes.
 * A backslash escapes the next character, inside and outside quotes.
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
                throw unknown(keyword);
            }
            skipBlanks();
        }
        return parameters;
    }

    /** @throws SengiException if no parameter has that name */
    static void requireKnown(String keyword) {
        if (!ConnectionString.store(ConnectionString.newParameters(), keyword, "")) {
            throw unknown(keyword);
        }
    }

    private static SengiException unknown(String keyword) {
        return new SengiException("invalid connection option \"" + keyword + "\"");
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
