package dev.sengi.archive.internal.verify;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.DataEnd;

/**
 * Data of a COPY command in text format: every row has as many fields as the command has columns, and only a
 * terminator, {@code \.} and two empty lines, follows the rows. Old archives may lack the empty lines.
 */
final class CopyRule implements DataRule {
    private static final int LINE_LENGTH = DataEnd.TERMINATOR.indexOf('\n') + 1;
    private static final int UNKNOWN = -1;

    private final int columns;
    private final int terminatorLength;
    /** Null if the encoding does not allow backslashes to be recognized. */
    private final CopyEscapes escapes;
    /** The state of the current row: its tabs and length so far, and its first two bytes. */
    private int tabs;

    private long lineLength;
    private int first;
    private int second;
    /** How many bytes of the terminator have been read; 0 within the rows. */
    private int terminated;

    private long rows;
    private String fault;

    /**
     * @param columns in a row, or -1 if unknown
     * @param terminatorLength how many of the terminator's bytes are required
     */
    private CopyRule(int columns, int terminatorLength, CopyEscapes escapes) {
        this.columns = columns;
        this.terminatorLength = terminatorLength;
        this.escapes = escapes;
    }

    /**
     * @param emptyLines whether the empty lines are required
     * @param utf8 whether the data are in UTF-8
     */
    static CopyRule of(TocEntry entry, boolean emptyLines, boolean utf8) {
        return new CopyRule(
                columns(entry.copyStmt()),
                emptyLines ? DataEnd.TERMINATOR.length() : LINE_LENGTH,
                utf8 ? new CopyEscapes() : null);
    }

    /** Returns the number of columns that a COPY command names, or -1 if it names none. */
    static int columns(String copyStmt) {
        boolean quoted = false;
        int columns = 0;
        for (int i = 0; i < copyStmt.length(); i++) {
            char c = copyStmt.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == (columns == 0 ? '(' : ',')) {
                columns++;
            } else if (!quoted && c == ')') {
                break;
            }
        }
        return columns == 0 ? UNKNOWN : columns;
    }

    @Override
    public void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (terminated > 0) {
                terminator(b);
                continue;
            }
            if (escapes != null && fault == null) {
                escape(b);
            }
            if (b == '\n') {
                endLine();
            } else {
                if (b == '\t') {
                    tabs++;
                }
                if (lineLength == 0) {
                    first = b;
                } else if (lineLength == 1) {
                    second = b;
                }
                lineLength++;
            }
        }
    }

    private void escape(byte b) {
        String wrong = escapes.accept(b);
        if (wrong != null) {
            note("row " + (rows + 1) + " has " + wrong);
        }
    }

    private void terminator(byte b) {
        if (terminated >= DataEnd.TERMINATOR.length() || b != DataEnd.TERMINATOR.charAt(terminated)) {
            note("there are data after the end of the rows");
        } else {
            terminated++;
        }
    }

    private void endLine() {
        if (lineLength == 2 && first == '\\' && second == '.') {
            terminated = LINE_LENGTH;
            return;
        }
        rows++;
        if (columns != UNKNOWN && tabs + 1 != columns) {
            note("row " + rows + " has " + (tabs + 1) + " fields, but there are " + columns + " columns");
        }
        tabs = 0;
        lineLength = 0;
    }

    private void note(String message) {
        if (fault == null) {
            fault = message;
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public String fault() {
        if (fault != null || terminated >= terminatorLength) {
            return fault;
        }
        return terminated < LINE_LENGTH
                ? "the rows do not end with \"\\.\""
                : "the empty lines after \"\\.\" are missing";
    }
}
