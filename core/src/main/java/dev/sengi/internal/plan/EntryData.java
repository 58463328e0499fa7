package dev.sengi.internal.plan;

import dev.sengi.SengiException;
import dev.sengi.archive.ArchiveReader.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Where the data of a script or restore come from: an archive, or a database that is being dumped. */
public interface EntryData {

    /** Writes an entry's data, its terminator included: what follows its COPY command, or INSERT commands. */
    void writeData(TocEntry entry, OutputStream out) throws IOException;

    /** Returns the entry with its definition, where that is made only as it is written; others as they are. */
    default TocEntry complete(TocEntry entry) {
        return entry;
    }

    /** Returns where in an archive the entry's data are, in pg_restore's words, or null where there is no such place. */
    default String place(TocEntry entry) throws IOException {
        return null;
    }

    /** Returns whether large objects are made by other entries; otherwise they are to be made as they are loaded. */
    default boolean largeObjectsAreMade() {
        return true;
    }

    /**
     * Makes sure that the data can be loaded without psql.
     *
     * @throws SengiException in pg_restore's words, if they are commands and rows in one
     */
    default void requireSeparateCommands() {}

    /** Returns what is said of a large object that is about to be loaded. */
    default List<String> announcements(long oid) {
        return List.of("restoring large object with OID " + oid);
    }

    /** Returns what is said when so many large objects have been loaded, or null where nothing is. */
    default String conclusion(int count) {
        return "restored " + count + (count == 1 ? " large object" : " large objects");
    }

    /** Hands every large object of a {@code BLOBS} entry to the visitor. */
    void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException;
}
