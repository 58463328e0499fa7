package dev.sengi.archive.internal.copy;

/**
 * Counts the commands in data that are INSERT commands: semicolons outside of quotes. Used by one thread.
 *
 * <p>Works on bytes: no encoding that PostgreSQL knows has quotes among the later bytes of a character.
 */
public final class InsertCount {
    private final boolean backslashEscapes;
    private byte quote;
    private boolean escaped;
    private long commands;

    /** @param backslashEscapes whether a backslash in a literal takes the next byte with it */
    public InsertCount(boolean backslashEscapes) {
        this.backslashEscapes = backslashEscapes;
    }

    /** Looks at the next bytes. */
    public void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (escaped) {
                escaped = false;
            } else if (quote == 0) {
                if (b == ';') {
                    commands++;
                } else if (b == '\'' || b == '"') {
                    quote = b;
                }
            } else if (b == quote) {
                // A doubled quote ends the text and begins it anew, which comes to the same.
                quote = 0;
            } else if (b == '\\' && quote == '\'' && backslashEscapes) {
                escaped = true;
            }
        }
    }

    /** Returns the number of commands that have been met. */
    public long commands() {
        return commands;
    }
}
