package dev.sengi.internal.restore.database;

import java.util.Locale;

/**
 * Adds the encoding of the rows to a {@code COPY ... FROM STDIN}, in the old syntax of its options or the new one.
 *
 * <p>Literals, quoted names and comments may contain anything, including words of the syntax.
 */
public final class CopyEncoding extends SqlScanner {
    private final boolean standardStrings;
    private int depth;
    /** The keyword just read, or another token's first character. */
    private String token = "";
    /** The end of the last token before the semicolon or WHERE. */
    private int end;
    /** The closing parenthesis of the options, or -1. */
    private int close = -1;

    private boolean inOptions;
    private boolean afterOptions;
    private boolean parenthesized;
    private boolean any;
    private boolean namesEncoding;

    private CopyEncoding(String copy, boolean standardStrings) {
        super(copy);
        this.standardStrings = standardStrings;
    }

    /**
     * Returns the command with the encoding, or unchanged if it specifies one.
     *
     * @param standardStrings whether a backslash in a plain literal is an ordinary character
     */
    public static String in(String copy, String encoding, boolean standardStrings) {
        CopyEncoding command = new CopyEncoding(copy, standardStrings);
        while (command.position < copy.length() && !command.afterOptions) {
            command.next();
        }
        return command.inOptions && !command.namesEncoding ? command.with("ENCODING '" + encoding + "'") : copy;
    }

    private String with(String option) {
        if (close >= 0) {
            return text.substring(0, close) + ", " + option + text.substring(close);
        }
        String options = any ? " " + option : " WITH (" + option + ")";
        return text.substring(0, end) + options + text.substring(end);
    }

    private void next() {
        char c = text.charAt(position);
        if (c <= ' ') {
            position++;
        } else if (text.startsWith("--", position)) {
            skipPast("\n");
        } else if (text.startsWith("/*", position)) {
            skipBlockComment();
        } else {
            String before = token;
            int start = position;
            token = read(c);
            if (!inOptions) {
                inOptions = depth == 0 && before.equals("FROM") && (token.equals("STDIN") || token.equals("STDOUT"));
            } else if (depth == 0 && (token.equals(";") || token.equals("WHERE"))) {
                afterOptions = true;
                return;
            } else {
                option(before, start);
            }
            end = position;
        }
    }

    private void option(String before, int start) {
        parenthesized |= !any && token.equals("(");
        any |= !token.equals("WITH");
        if (parenthesized && depth == 0 && token.equals(")")) {
            close = start;
        }
        boolean isName = parenthesized ? depth == 1 && (before.equals("(") || before.equals(",")) : depth == 0;
        namesEncoding |= isName && token.equals("ENCODING");
    }

    private String read(char c) {
        if (c == '\'') {
            skipLiteral(!standardStrings);
        } else if (c == '"') {
            position++;
            skipPast("\"");
        } else if (c == '$') {
            skipDollar();
        } else if (isWordPart(c)) {
            return word();
        } else {
            position++;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return String.valueOf(c);
    }

    private String word() {
        String word = skipWord();
        if (position < text.length() && text.charAt(position) == '\'' && word.length() == 1) {
            skipLiteral(word.equalsIgnoreCase("E"));
            return "'";
        }
        return word.toUpperCase(Locale.ROOT);
    }

    private void skipLiteral(boolean escapes) {
        position++;
        while (position < text.length()) {
            if (text.startsWith("''", position) || (escapes && text.charAt(position) == '\\')) {
                position += 2;
            } else if (text.charAt(position++) == '\'') {
                return;
            }
        }
        position = text.length();
    }
}
