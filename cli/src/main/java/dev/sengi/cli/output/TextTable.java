package dev.sengi.cli.output;

import dev.sengi.internal.text.DisplayWidth;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table for a terminal: columns as wide as their widest cell, nothing truncated, empty columns omitted. Not
 * thread-safe.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;

    /** @param rightAligned as for numbers */
    public record Column(String title, boolean rightAligned) {}

    public TextTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
        widths = new int[columns.size()];
    }

    /** Adds a row. Control characters and others that would disrupt the line are escaped. */
    public void add(String... cells) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = visible(cells[i]);
            widths[i] = Math.max(widths[i], DisplayWidth.of(cells[i]));
        }
        rows.add(cells);
    }

    public void write(Writer out) throws IOException {
        String[] titles = new String[widths.length];
        for (int i = 0; i < widths.length; i++) {
            titles[i] = columns.get(i).title();
            widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], DisplayWidth.of(titles[i]));
        }
        line(titles, out);
        for (String[] row : rows) {
            line(row, out);
        }
    }

    private void line(String[] cells, Writer out) throws IOException {
        int owed = 0;
        for (int i = 0; i < cells.length; i++) {
            if (widths[i] == 0) {
                continue;
            }
            int padding = widths[i] - DisplayWidth.of(cells[i]);
            owed += columns.get(i).rightAligned() ? padding : 0;
            if (!cells[i].isEmpty()) {
                // Blanks are written only if more text follows.
                out.write(" ".repeat(owed));
                owed = 0;
                out.write(cells[i]);
            }
            owed += columns.get(i).rightAligned() ? 0 : padding;
            owed += GAP.length();
        }
        out.write('\n');
    }

    /** Returns the text with control characters escaped as in Java; empty for null. */
    public static String visible(String text) {
        if (text == null) {
            return "";
        }
        for (int i = 0; i < text.length(); i++) {
            if (disturbs(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default ->
                    escaped.append(disturbs(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return escaped.toString();
    }

    private static boolean disturbs(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || isDirectional(c);
    }

    /** Characters that change the direction of the text after them. */
    private static boolean isDirectional(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }
}
