package dev.sengi.archive.internal.inventory;

import dev.sengi.archive.TocEntry;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * An entry and how much data it has; a number is empty if there are no data or if it is unknown.
 *
 * @param storedSize bytes that the data take in the archive, compressed and including framing
 * @param dataSize bytes of the data, decompressed: rows without their terminator, INSERT commands, large objects
 * @param rows rows of COPY, or INSERT commands
 */
public record InventoryItem(TocEntry entry, OptionalLong storedSize, OptionalLong dataSize, OptionalLong rows) {

    public InventoryItem {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(storedSize, "storedSize");
        Objects.requireNonNull(dataSize, "dataSize");
        Objects.requireNonNull(rows, "rows");
    }
}
