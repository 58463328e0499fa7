package dev.sengi.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Reads an archive of any format: first the header and the table of contents, then the data of entries.
 *
 * <p>If {@link #seekable()} is false, data must be requested in the order in which the archive contains them. A reader
 * is used by one thread at a time, and the caller must finish with the stream of one entry before requesting the next.
 */
public interface ArchiveReader extends Closeable {

    /** {@return the archive's header} */
    ArchiveHeader header();

    /** {@return all stored entries in the archive's order, including the special ones such as ENCODING} */
    List<TocEntry> entries();

    /**
     * {@return what pg_restore warns of while it reads the header and the table of contents, in its words and order:
     * tables WITH OIDS, which are restored without them, or an invalid creation time}
     */
    default List<String> warnings() {
        return List.of();
    }

    /** {@return whether data can be read in any order, and repeatedly} */
    boolean seekable();

    /**
     * Returns another reader of this archive, for concurrent use by another thread. Both share the table of contents;
     * it is not read again. The new reader is valid while this one is open, and need not be closed.
     *
     * @return a reader with a position of its own
     * @throws IOException if the archive cannot be opened again
     * @throws UnsupportedOperationException if data cannot be read repeatedly
     */
    ArchiveReader another() throws IOException;

    /**
     * {@return where the archive contains an entry's data, as far as this is known: in a custom archive that was piped,
     * positions become known as data are read}
     *
     * @param entry one of {@link #entries()}
     * @throws IOException if the position has to be looked up and the archive cannot be read
     * @throws IllegalArgumentException if the entry does not belong to this archive
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
     * Opens a table's data, decompressed: the bytes that follow the COPY command, including the terminator. The stream
     * is empty if the archive contains no data for the entry. It fails once data of another entry have been requested.
     *
     * @param entry one of {@link #entries()}
     * @return the data; to be closed by the caller
     * @throws ArchiveFormatException also from the stream, if the data are damaged, or if the archive cannot seek and
     *     is already past them
     * @throws IllegalArgumentException if the entry does not belong to this archive
     */
    InputStream openData(TocEntry entry) throws IOException;

    /**
     * Passes every large object of a {@code BLOBS} entry to the visitor, in the archive's order. If the data are
     * damaged, the objects before the damage are passed first.
     *
     * @param entry one of {@link #entries()}
     * @param visitor called once for each large object, in the calling thread
     * @throws ArchiveFormatException if the data are damaged, or if the archive cannot seek and is already past them
     * @throws IOException also any that the visitor throws
     * @throws IllegalArgumentException if the entry does not belong to this archive
     */
    void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException;

    /** Receives large objects one after another. */
    @FunctionalInterface
    interface LargeObjectVisitor {
        /**
         * Receives one large object.
         *
         * @param oid the large object's OID, unsigned 32 bits
         * @param content its bytes, decompressed; valid during the call, and need not be read to the end
         * @throws IOException if the content cannot be read or processed; this stops the reading
         */
        void visit(long oid, InputStream content) throws IOException;
    }
}
