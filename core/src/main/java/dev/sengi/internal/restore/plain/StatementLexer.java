package dev.sengi.internal.restore.plain;

import dev.sengi.archive.internal.copy.MultibyteForm;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds where the statements of a script end, by psql's rules: at a semicolon that is in no quotes, comments, parentheses
 * or body of a routine.
 *
 * <p>Facts: PostgreSQL's {@code psqlscan.l}, and what psql 18.6 does. Like psql, which reads line by line, this takes a
 * literal that continues on another line for one of its own. Unlike psql, it knows no variables: a colon is the server's.
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

    /** What ends the reading of a statement. */
    enum End {
        SEMICOLON,
        /** A command of psql's, at whose backslash the input is. */
        BACKSLASH,
        SCRIPT
    }

    /**
     * @param standardStrings whether a backslash in a plain literal is an ordinary character, asked at each literal
     * @param comments takes the first bytes of each line that is a comment between statements
     */
    StatementLexer(ScriptInput in, BooleanSupplier standardStrings, Consumer<String> comments) {
        this.in = in;
        this.standardStrings = standardStrings;
        this.comments = comments;
    }

    /** Reads on in another encoding, by PostgreSQL's name. */
    void encoding(String name) {
        form = MultibyteForm.of(name);
    }

    /** Reads the next statement, with its semicolon and without blanks and comments before it. */
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

    /** Returns whether what was read is nothing but a semicolon and comments. */
    boolean isEmpty() {
        return empty;
    }

    /** Returns the number of the line on which the statement begins. */
    long line() {
        return line;
    }

    /** Returns the statement's bytes. */
    byte[] statement() {
        return text.toByteArray();
    }

    /** Returns whether the statement is one that rows follow. */
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
        boolean between = text.size() == 0;
        StatementText comment = between ? new StatementText() : text;
        for (int c = in.peek(); c >= 0 && c != '\n' && c != '\r'; c = in.peek()) {
            in.read();
            comment.append(c);
        }
        if (between) {
            comments.accept(comment.from(0));
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

    /** What follows the digits at once belongs to them, dollars included. */
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
                // The letter may be the prefix of a literal.
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

    /** Takes a character, of whose bytes the later ones mean nothing by themselves, and returns its first byte, or -1. */
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
