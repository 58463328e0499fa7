package dev.sengi.internal.script.read;

import dev.sengi.archive.internal.copy.MultibyteForm;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds where the statements of a script end, by psql's rules: at a semicolon outside quotes, comments, parentheses and
 * routine bodies.
 *
 * <p>Source: PostgreSQL's {@code psqlscan.l}, and the behaviour of psql 18.6. Like psql, which reads line by line, it
 * treats the continuation of a literal on another line as a separate literal. Unlike psql, it has no variables: a colon
 * is passed to the server.
 */
final class StatementLexer {
    private final ScriptInput in;
    private final BooleanSupplier standardStrings;
    private final Consumer<String> comments;
    private final StatementText text = new StatementText();
    private final StatementWords words = new StatementWords();
    private MultibyteForm form = MultibyteForm.ASCII_SAFE;
    private int parentheses;
    private boolean empty;
    private long line;

    /** What ended a statement. */
    enum End {
        SEMICOLON,
        /** A psql command; the input is at its backslash. */
        BACKSLASH,
        SCRIPT
    }

    /**
     * @param standardStrings whether a backslash in a plain literal is an ordinary character; queried for each literal
     * @param comments receives each line comment between statements
     */
    StatementLexer(ScriptInput in, BooleanSupplier standardStrings, Consumer<String> comments) {
        this.in = in;
        this.standardStrings = standardStrings;
        this.comments = comments;
    }

    /** Continues in another encoding, by its PostgreSQL name. */
    void encoding(String name) {
        form = MultibyteForm.of(name);
    }

    /** Reads the next statement with its semicolon, without leading blanks and comments. */
    End next() throws IOException {
        text.reset();
        words.reset();
        parentheses = 0;
        empty = true;
        while (true) {
            int c = in.peek();
            if (c < 0) {
                return End.SCRIPT;
            }
            if (c == '\\') {
                return End.BACKSLASH;
            }
            if (isBlank(c)) {
                blank();
            } else if (c == '-' && in.peek(1) == '-') {
                lineComment();
            } else {
                if (text.size() == 0) {
                    line = in.line();
                }
                if (c == ';' && parentheses == 0 && !words.inBody()) {
                    take();
                    return End.SEMICOLON;
                }
                token(c);
            }
        }
    }

    /** Returns whether nothing but comments and a semicolon was read. */
    boolean isEmpty() {
        return empty;
    }

    /** Returns the number of the line where the statement starts. */
    long line() {
        return line;
    }

    /** Returns the statement's bytes. */
    byte[] statement() {
        return text.toByteArray();
    }

    /** Returns whether rows follow the statement. */
    boolean isCopyIn() {
        return words.isCopyIn();
    }

    private void blank() throws IOException {
        if (text.size() == 0) {
            in.read();
        } else {
            take();
        }
    }

    private void lineComment() throws IOException {
        boolean isFirst = text.size() == 0;
        StatementText comment = isFirst ? new StatementText() : text;
        int start = comment.size();
        for (int c = in.peek(); c >= 0 && c != '\n' && c != '\r'; c = in.peek()) {
            in.read();
            comment.append(c);
        }
        // A block comment, which is part of the text, may come first.
        if (isFirst || empty) {
            comments.accept(comment.from(start));
        }
    }

    private void token(int c) throws IOException {
        if (c == '/' && in.peek(1) == '*') {
            blockComment();
            return;
        }
        empty = false;
        if (isIdentifierStart(c)) {
            wordOrPrefix(c);
            return;
        }
        words.addOther();
        take();
        switch (c) {
            case '\'' -> literal(!standardStrings.getAsBoolean());
            case '"' -> skipPast('"');
            case '$' -> dollar();
            case '(' -> parentheses++;
            case ')' -> parentheses -= parentheses > 0 ? 1 : 0;
            default -> {
                if (isDigit(c)) {
                    number();
                }
            }
        }
    }

    private void wordOrPrefix(int c) throws IOException {
        int lower = c | 0x20;
        int next = in.peek(1);
        if (next == '\'' && (lower == 'e' || lower == 'b' || lower == 'x')) {
            takeAll(2);
            prefixedLiteral(lower);
        } else if (lower == 'u' && next == '&' && in.peek(2) == '\'') {
            takeAll(3);
            literal(false);
        } else if (lower == 'u' && next == '&' && in.peek(2) == '"') {
            takeAll(3);
            skipPast('"');
        } else if ((next == '\'' && lower == 'n') || (next == '&' && lower == 'u')) {
            take();
        } else {
            word();
            return;
        }
        words.addOther();
    }

    private void prefixedLiteral(int prefix) throws IOException {
        if (prefix == 'e') {
            literal(true);
        } else {
            skipPast('\'');
        }
    }

    private void word() throws IOException {
        int start = text.size();
        takeIdentifier();
        addWord(start);
    }

    private void addWord(int start) {
        if (parentheses == 0) {
            words.add(text, start);
        } else {
            words.addOther();
        }
    }

    private void takeIdentifier() throws IOException {
        while (isIdentifierPart(in.peek())) {
            take();
        }
    }

    /** Identifier characters directly after the digits, including dollar signs, belong to the number. */
    private void number() throws IOException {
        takeDigits();
        if ((in.peek() | 0x20) == 'e' && (in.peek(1) == '+' || in.peek(1) == '-')) {
            takeAll(2);
            if (!isDigit(in.peek())) {
                return;
            }
            takeDigits();
        }
        if (isIdentifierStart(in.peek())) {
            takeIdentifier();
        }
    }

    private void takeDigits() throws IOException {
        while (isDigit(in.peek())) {
            take();
        }
    }

    private void literal(boolean escapes) throws IOException {
        while (true) {
            int c = take();
            if (c == '\\' && escapes) {
                take();
            } else if (c == '\'' && in.peek() == '\'') {
                take();
            } else if (c == '\'' || c < 0) {
                return;
            }
        }
    }

    private void skipPast(int end) throws IOException {
        int c;
        do {
            c = take();
        } while (c >= 0 && c != end);
    }

    private void dollar() throws IOException {
        int start = text.size() - 1;
        if (isDigit(in.peek())) {
            number();
            return;
        }
        if (isIdentifierStart(in.peek())) {
            if (in.peek(1) == '\'' || in.peek(1) == '&') {
                // The letter may be a literal's prefix.
                return;
            }
            while (isIdentifierPart(in.peek()) && in.peek() != '$') {
                take();
            }
            if (in.peek() != '$') {
                addWord(start + 1);
                return;
            }
        }
        if (in.peek() == '$') {
            take();
            dollarQuoted(start, text.size() - start);
        }
    }

    private void dollarQuoted(int start, int length) throws IOException {
        int body = start + length;
        int c;
        do {
            c = take();
        } while (c >= 0 && (c != '$' || !text.endsWith(start, length, body)));
    }

    private void blockComment() throws IOException {
        int depth = 0;
        do {
            int c = in.peek();
            int next = in.peek(1);
            if (c == '/' && next == '*') {
                depth++;
                takeAll(2);
            } else if (c == '*' && next == '/') {
                depth--;
                takeAll(2);
            } else if (take() < 0) {
                return;
            }
        } while (depth > 0);
    }

    private void takeAll(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            take();
        }
    }

    /**
     * Consumes a character, whose later bytes have no separate meaning, and returns its first byte, or -1 at the end.
     */
    private int take() throws IOException {
        int c = in.read();
        if (c >= 0) {
            text.append(c);
            if (c >= 0x80 && form != MultibyteForm.ASCII_SAFE) {
                takeRest(c);
            }
        }
        return c;
    }

    private void takeRest(int lead) throws IOException {
        int following = form.following(lead);
        for (int i = 0; i < following && isInLine(in.peek()); i++) {
            int c = in.read();
            text.append(c);
            following += i == 0 ? form.followingSecond(c) : 0;
        }
    }

    private static boolean isInLine(int c) {
        return c >= 0 && c != '\n';
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIdentifierStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isIdentifierPart(int c) {
        return isIdentifierStart(c) || isDigit(c) || c == '$';
    }
}
