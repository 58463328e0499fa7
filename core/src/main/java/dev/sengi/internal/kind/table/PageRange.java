package dev.sengi.internal.kind.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of a table's pages.
 *
 * @param from the first page
 * @param to the page after the last one, or {@link #END} for all that follow
 */
record PageRange(long from, long to) {
    static final long END = -1;

    private static final long MOST_PARTS = 1000;

    /**
     * Divides a table into parts of about the given number of pages, followed by one without an end, which is empty
     * unless the table has grown.
     */
    static List<PageRange> divide(long pages, long perPart) {
        long size = Math.max(Math.max(1, perPart), (pages + MOST_PARTS - 1) / MOST_PARTS);
        List<PageRange> ranges = new ArrayList<>();
        for (long from = 0; from < pages; from += size) {
            ranges.add(new PageRange(from, Math.min(pages, from + size)));
        }
        ranges.add(new PageRange(pages, END));
        return ranges;
    }

    /** Returns the condition that is true for rows on these pages. */
    String condition() {
        String after = "ctid >= '(" + from + ",0)'";
        return to == END ? after : after + " AND ctid < '(" + to + ",0)'";
    }
}
