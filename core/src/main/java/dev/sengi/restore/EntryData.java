package dev.sengi.restore;

import dev.sengi.archive.ArchiveReader.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;

/** Where the data of a script or restore come from: an archive, or a database that is being dumped. */
public interface EntryData {

    /** Writes an entry's data, its terminator included: what follows its COPY command, or INSERT commands. */
    void writeData(TocEntry entry, OutputStream out) throws IOException;

    /** Returns where in an archive the entry's data are, in pg_restore's words, or null where there is no such place. */
    default String place(TocEntry entry) throws IOException {
        return null;
    }

    /** Hands every large object of a {@code BLOBS} entry to the visitor. */
    void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException;
}
