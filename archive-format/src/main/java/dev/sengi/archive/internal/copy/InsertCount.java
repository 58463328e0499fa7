package dev.sengi.archive.internal.copy;

/**
 * Counts INSERT commands in table data: semicolons outside quotes; and the rows that they insert, which commas outside
 * parentheses separate. Not thread-safe.
 *
 * <p>Works on bytes: in no encoding that PostgreSQL knows does a later byte of a character equal a quote. In some it
 * may equal a backslash.
 */
public final class InsertCount {
    private final boolean backslashEscapes;
    private final MultibyteForm form;
    /** How many bytes of a character are still missing, and whether its second byte is next. */
    private int following;

    private boolean isSecond;
    private byte quote;
    private boolean escaped;
    private long parentheses;
    private long separators;
    private long commands;

    public InsertCount(InsertSyntax syntax) {
        backslashEscapes = syntax.backslashEscapes();
        form = syntax.form();
    }

    /** Processes the next bytes. */
    public void accept(byte[] bytes, int length) {
        accept(bytes, 0, length);
    }

    /** Processes the next bytes. */
    public void accept(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (following > 0) {
                following += (isSecond ? form.followingSecond(b & 0xff) : 0) - 1;
                isSecond = false;
            } else if (b < 0 && form != MultibyteForm.ASCII_SAFE) {
                following = form.following(b & 0xff);
                isSecond = true;
                escaped = false;
            } else if (escaped) {
                escaped = false;
            } else if (quote == 0) {
                unquoted(b);
            } else if (b == quote) {
                // A doubled quote ends the literal and starts another, which has the same effect.
                quote = 0;
            } else if (b == '\\' && quote == '\'' && backslashEscapes) {
                escaped = true;
            }
        }
    }

    private void unquoted(byte b) {
        switch (b) {
            case ';' -> commands++;
            case '\'', '"' -> quote = b;
            case '(' -> parentheses++;
            case ')' -> parentheses--;
            case ',' -> separators += parentheses == 0 ? 1 : 0;
            default -> {}
        }
    }

    /** Returns the number of rows that the commands so far insert. */
    public long rows() {
        return commands + separators;
    }

    /** Returns the number of commands so far. */
    public long commands() {
        return commands;
    }
}
