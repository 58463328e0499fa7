package dev.sengi.archive.internal.inventory;

import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification.Problem;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * The entries of an archive with the sizes of their data.
 *
 * @param items in the archive's order
 * @param problems what prevented numbers from being determined, in the order in which it was found
 */
public record Inventory(List<InventoryItem> items, List<Problem> problems) {

    public Inventory {
        items = List.copyOf(items);
        problems = List.copyOf(problems);
    }

    /**
     * Lists entries without reading their data. If the archive was piped into a file, this goes from block to block to
     * determine the sizes.
     */
    public static Inventory of(Archive archive, Predicate<TocEntry> wanted) throws IOException {
        return new DataCount(archive, wanted).sizes();
    }

    /** Lists entries and reads their data, in the archive's order, to count bytes and rows. */
    public static Inventory counted(Archive archive, Predicate<TocEntry> wanted) throws IOException {
        return new DataCount(archive, wanted).count();
    }
}
