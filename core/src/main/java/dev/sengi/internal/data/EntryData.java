package dev.sengi.internal.data;

import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;

/** The source of the data for a script or restore: an archive, or a database that is being dumped. */
public interface EntryData {

    /** Writes an entry's data including its terminator: what follows its COPY command, or INSERT commands. */
    void writeData(TocEntry entry, OutputStream out) throws IOException;

    /** Returns whether an entry's data can be written more than once. */
    default boolean canRepeat() {
        return false;
    }

    /**
     * Returns the entry with its definition if that is created only when it is written, otherwise the entry unchanged.
     */
    default TocEntry complete(TocEntry entry) {
        return entry;
    }

    /** Passes every large object of a {@code BLOBS} entry to the visitor. */
    void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException;
}
