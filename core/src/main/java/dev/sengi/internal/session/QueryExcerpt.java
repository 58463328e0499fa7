package dev.sengi.internal.session;

import dev.sengi.internal.text.DisplayWidth;

/** The line of a query at which the server's error points, with a caret below the position, as libpq shows it. */
final class QueryExcerpt {
    /** Maximum number of query columns shown. */
    private static final int WIDTH = 60;
    /** Columns kept after the position if the rest of the line is cut off. */
    private static final int RIGHT_MARGIN = 10;

    private final int[] query;
    /** The start column of each character, plus one element for the end. */
    private final int[] columns;

    private QueryExcerpt(String text) {
        query = text.codePoints().map(c -> c == '\t' ? ' ' : c).toArray();
        columns = new int[query.length + 1];
        for (int i = 0; i < query.length; i++) {
            // libpq places the caret as if no character were narrower than one column.
            columns[i + 1] = columns[i] + Math.max(1, DisplayWidth.of(query[i]));
        }
    }

    /**
     * Returns two lines, or an empty string if the position is past the end of the query.
     *
     * @param position a character position in the query, starting at 1
     */
    static String at(String query, int position) {
        QueryExcerpt excerpt = new QueryExcerpt(query);
        int place = position - 1;
        return place > excerpt.query.length ? "" : excerpt.show(place);
    }

    private String show(int place) {
        int lineNumber = 1;
        int start = 0;
        for (int i = 0; i < place; i++) {
            boolean secondOfPair = query[i] == '\n' && i > 0 && query[i - 1] == '\r';
            if (isLineEnd(i)) {
                lineNumber += secondOfPair ? 0 : 1;
                start = i + 1;
            }
        }
        int end = place;
        while (end < query.length && !isLineEnd(end)) {
            end++;
        }
        boolean cutBefore = false;
        boolean cutBehind = false;
        if (columns[end] - columns[start] > WIDTH) {
            if (columns[start] + WIDTH >= columns[place] + RIGHT_MARGIN) {
                while (columns[end] - columns[start] > WIDTH) {
                    end--;
                }
                cutBehind = true;
            } else {
                while (columns[place] + RIGHT_MARGIN < columns[end]) {
                    end--;
                    cutBehind = true;
                }
                while (columns[end] - columns[start] > WIDTH) {
                    start++;
                    cutBefore = true;
                }
            }
        }
        String prefix = "LINE " + lineNumber + ": " + (cutBefore ? "..." : "");
        String caret = " ".repeat(prefix.length() + columns[place] - columns[start]) + "^\n";
        return prefix + new String(query, start, end - start) + (cutBehind ? "..." : "") + "\n" + caret;
    }

    private boolean isLineEnd(int index) {
        return query[index] == '\n' || query[index] == '\r';
    }
}
