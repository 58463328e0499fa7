package dev.sengi.internal.data;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The bytes that an archive stores for the data of entries, as far as they are known before the data are read. */
public final class StoredSizes {
    private StoredSizes() {}

    /** Returns the sizes, by dump ID, of the data of entries; empty unless all are known. */
    public static Map<Integer, Long> of(Archive archive, List<TocEntry> entries) throws IOException {
        Map<Integer, Long> sizes = new HashMap<>();
        for (TocEntry entry : entries) {
            OptionalLong size = archive.seekable() ? of(archive, entry) : OptionalLong.empty();
            if (size.isEmpty()) {
                return Map.of();
            }
            sizes.put(entry.dumpId(), size.getAsLong());
        }
        return sizes;
    }

    /** Returns the size of an entry's data, if it is known. */
    public static OptionalLong of(Archive archive, TocEntry entry) throws IOException {
        if (entry.type().data() == DataKind.LARGE_OBJECTS && archive.header().format() != ArchiveFormat.CUSTOM) {
            // The location is only that of the list; the large objects are in separate files.
            return OptionalLong.empty();
        }
        try {
            return archive.dataLocation(entry).storedSize();
        } catch (ArchiveFormatException e) {
            // The data before the damage are still restored.
            return OptionalLong.empty();
        }
    }
}
