package dev.sengi.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Reads an archive of any format: first the header and the table of contents, then entries' data.
 *
 * <p>Where {@link #seekable()} is false, data must be asked for in the order in which the archive holds them. A reader
 * is used by one thread at a time, and the stream of one entry is finished with before the next is asked for.
 */
public interface ArchiveReader extends Closeable {

    /** {@return the archive's header} */
    ArchiveHeader header();

    /** {@return all stored entries in the archive's order, the special ones (ENCODING and its like) included} */
    List<TocEntry> entries();

    /**
     * {@return what pg_restore warns of while it reads the header and the table of contents, in its words and order: of
     * tables WITH OIDS, which are restored without, or of a creation time that is none}
     */
    default List<String> warnings() {
        return List.of();
    }

    /** {@return whether data can be read in any order, and repeatedly} */
    boolean seekable();

    /**
     * Returns another reader of this archive, for use by another thread at the same time. The table of contents is
     * shared and not read anew. It is used while this reader is open, and closing it is not needed.
     *
     * @return a reader with a position of its own
     * @throws IOException if the archive cannot be opened again
     * @throws UnsupportedOperationException where data cannot be read repeatedly
     */
    ArchiveReader another() throws IOException;

    /**
     * {@return where the archive holds an entry's data, as far as it is known yet: in a custom archive that was piped,
     * places become known as data are read}
     *
     * @param entry one of {@link #entries()}
     * @throws IOException if the place has to be looked up and the archive cannot be read
     * @throws IllegalArgumentException if the entry is not one of this archive's
     */
    DataLocation dataLocation(TocEntry entry) throws IOException;

    /**
     * Returns what a tar contains besides its entries.
     *
     * @return empty if this is no tar
     */
    default Optional<TarExtras> tarExtras() {
        return Optional.empty();
    }

    /**
     * Opens a table's data, decompressed: the bytes that follow the COPY command, its terminator included. An empty
     * stream where the archive holds no data for the entry. The stream fails when data of another entry have been asked
     * for since.
     *
     * @param entry one of {@link #entries()}
     * @return the data; to be closed by the caller
     * @throws ArchiveFormatException also from the stream, when the data are damaged, or have been passed where the
     *     archive cannot seek
     * @throws IllegalArgumentException if the entry is not one of this archive's
     */
    InputStream openData(TocEntry entry) throws IOException;

    /**
     * Hands every large object of a {@code BLOBS} entry to the visitor, in the archive's order; those before damage, too.
     *
     * @param entry one of {@link #entries()}
     * @param visitor called once for each large object, in the calling thread
     * @throws ArchiveFormatException when the data are damaged, or have been passed where the archive cannot seek
     * @throws IOException also what the visitor throws
     * @throws IllegalArgumentException if the entry is not one of this archive's
     */
    void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException;

    /** Takes one large object after the other. */
    @FunctionalInterface
    interface LargeObjectVisitor {
        /**
         * Takes one large object.
         *
         * @param oid the large object's OID, unsigned 32 bits
         * @param content its bytes, decompressed; valid during the call, and need not be read to the end
         * @throws IOException if the content cannot be read or taken; it ends the reading
         */
        void visit(long oid, InputStream content) throws IOException;
    }
}
