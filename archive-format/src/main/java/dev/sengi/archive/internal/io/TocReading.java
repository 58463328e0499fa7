package dev.sengi.archive.internal.io;

import dev.sengi.archive.TocEntry;
import java.util.function.Predicate;

/**
 * How much of a table of contents is read.
 *
 * @param whole whether all statements are read. Otherwise, of definitions other than settings, only the first word is
 *     read if it is in capitals, as that of a command is, and of DROP and COPY commands nothing
 * @param kept receives each entry in the archive's order, and returns whether it is one of the archive's entries. What is
 *     not kept is left to the garbage collector, although it counts towards the limit for a table of contents. The archive's
 *     data can only be read if all entries are kept
 */
public record TocReading(boolean whole, Predicate<TocEntry> kept) {
    /** Reads everything. */
    public static final TocReading WHOLE = new TocReading(true, entry -> true);

    /** Keeps all entries, without most of their statements. */
    public static final TocReading OUTLINE = new TocReading(false, entry -> true);
}
