package dev.sengi.archive.internal.copy;

import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import java.util.List;

/**
 * Counts INSERT commands in table data: semicolons outside quotes; and the rows that they insert, which commas outside
 * parentheses separate. Not thread-safe.
 *
 * <p>Works on bytes: in no encoding that PostgreSQL knows does a later byte of a character equal a quote.
 */
public final class InsertCount {
    private final boolean backslashEscapes;
    private byte quote;
    private boolean escaped;
    private long parentheses;
    private long separators;
    private long commands;

    /** @param backslashEscapes whether a backslash in a literal escapes the next byte */
    public InsertCount(boolean backslashEscapes) {
        this.backslashEscapes = backslashEscapes;
    }

    /** Returns whether a backslash in an archive's literals escapes the next byte. */
    public static boolean backslashEscapes(List<TocEntry> entries) {
        return entries.stream()
                .noneMatch(entry -> entry.type() == EntryType.STDSTRINGS
                        && entry.defn() != null
                        && entry.defn().contains("'on'"));
    }

    /** Processes the next bytes. */
    public void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (escaped) {
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
