package dev.sengi.archive.internal.copy;

/**
 * Counts INSERT commands in table data: semicolons outside quotes. Not thread-safe.
 *
 * <p>Works on bytes: in no encoding that PostgreSQL knows does a later byte of a character equal a quote.
 */
public final class InsertCount {
    private final boolean backslashEscapes;
    private byte quote;
    private boolean escaped;
    private long commands;

    /** @param backslashEscapes whether a backslash in a literal escapes the next byte */
    public InsertCount(boolean backslashEscapes) {
        this.backslashEscapes = backslashEscapes;
    }

    /** Processes the next bytes. */
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
                // A doubled quote ends the literal and starts another, which has the same effect.
                quote = 0;
            } else if (b == '\\' && quote == '\'' && backslashEscapes) {
                escaped = true;
            }
        }
    }

    /** Returns the number of commands so far. */
    public long commands() {
        return commands;
    }
}
