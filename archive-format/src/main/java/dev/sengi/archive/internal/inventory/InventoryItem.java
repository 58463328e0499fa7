package dev.sengi.archive.internal.inventory;

import dev.sengi.archive.TocEntry;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * An entry and how much data it has; every number is empty where there are no data or it is not known.
 *
 * @param storedSize bytes that the data take in the archive, compressed and with what frames them
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
