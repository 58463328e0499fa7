package dev.sengi.internal.data;

import dev.sengi.SengiException;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The source of the data for a script or restore: an archive, or a database that is being dumped. */
public interface EntryData {

    /** Writes an entry's data including its terminator: what follows its COPY command, or INSERT commands. */
    void writeData(TocEntry entry, OutputStream out) throws IOException;

    /**
     * Returns the entry with its definition if that is created only when it is written, otherwise the entry unchanged.
     */
    default TocEntry complete(TocEntry entry) {
        return entry;
    }

    /** Returns the location of the entry's data in an archive, in pg_restore's words, or null if it has none. */
    default String place(TocEntry entry) throws IOException {
        return null;
    }

    /** Returns whether other entries create the large objects; otherwise loading must create them. */
    default boolean entriesCreateLargeObjects() {
        return true;
    }

    /**
     * Checks that the data can be loaded without psql.
     *
     * @throws SengiException in pg_restore's words, if the data mixes commands and rows
     */
    default void requireSeparateCommands() {}

    /** Returns the messages to report before a large object is loaded. */
    default List<String> announcements(long oid) {
        return List.of("restoring large object with OID " + oid);
    }

    /** Returns the message to report after this many large objects have been loaded, or null for none. */
    default String conclusion(int count) {
        return "restored " + count + (count == 1 ? " large object" : " large objects");
    }

    /** Passes every large object of a {@code BLOBS} entry to the visitor. */
    void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException;
}
