package dev.sengi.archive;

import dev.sengi.archive.internal.io.TocReading;
import dev.sengi.archive.internal.opening.ArchiveOpening;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An archive of any format that is open for reading: first the header and the table of contents, then the data of
 * entries.
 *
 * <pre>{@code
 * try (Archive archive = Archive.open(path)) {
 *     for (TocEntry entry : archive.entries()) {
 *         System.out.println(entry.desc() + " " + entry.tag());
 *     }
 * }
 * }</pre>
 *
 * <p>A file opened by name is closed with the archive, or if opening fails. A stream or channel passed in belongs to
 * the caller: closing the archive leaves it open, at an unspecified position. Opening reads the header and the table of
 * contents into memory; nothing else is kept there, whatever the archive's size. Once the archive has been closed,
 * methods that read throw an {@link IOException}; the header and the entries remain available. Close a stream that the
 * archive has returned before closing the archive; otherwise it may keep working or fail.
 *
 * <p>If {@link #seekable()} is false, data must be requested in the order in which the archive contains them. An
 * archive is used by one thread at a time, and the caller must finish with the stream of one entry before requesting
 * the next. {@link ArchiveWriter} creates archives.
 *
 * <p>Only Sengi implements this; more methods may be added.
 */
public interface Archive extends Closeable {

    /**
     * Opens an archive of any format by name. A file that cannot seek, such as a named pipe, is read as a stream.
     *
     * @param path a file, or the folder of a directory archive
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException if the file is not an archive, or is one that cannot be read
     * @throws IOException with pg_restore's message if the file cannot be opened
     */
    static Archive open(Path path) throws IOException {
        return new ArchiveOpening(null, TocReading.WHOLE).open(path);
    }

    /**
     * Opens the archive that begins at the channel's current position and ends where the channel does.
     *
     * @param channel left open when the archive is closed
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException if the channel does not contain an archive, or contains one that cannot be read
     */
    static Archive open(SeekableByteChannel channel) throws IOException {
        return new ArchiveOpening(null, TocReading.WHOLE).open(channel);
    }

    /**
     * Opens the archive that the stream contains; its data can be read only once, in the archive's order. If the stream
     * is a {@link java.io.FileInputStream} of a file that can seek, such as a file on standard input, its data can be
     * read in any order.
     *
     * @param stream left open when the archive is closed
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException if the stream does not contain an archive, or contains one that cannot be read
     */
    static Archive open(InputStream stream) throws IOException {
        return new ArchiveOpening(null, TocReading.WHOLE).open(stream);
    }

    /**
     * Opens an archive by name, as {@link #open(Path)} does, but only if it has the given format.
     *
     * @param path a file, or the folder of a directory archive
     * @param format the only format that is accepted
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException with pg_restore's message if it has another format, or is not an archive
     */
    static Archive open(Path path, ArchiveFormat format) throws IOException {
        return new ArchiveOpening(Objects.requireNonNull(format, "format"), TocReading.WHOLE).open(path);
    }

    /**
     * Opens an archive in a stream, as {@link #open(InputStream)} does, but only if it has the given format.
     *
     * @param stream left open when the archive is closed
     * @param format the only format that is accepted
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException with pg_restore's message if it has another format, or is not an archive
     * @throws IOException if the stream cannot be read
     */
    static Archive open(InputStream stream, ArchiveFormat format) throws IOException {
        return new ArchiveOpening(Objects.requireNonNull(format, "format"), TocReading.WHOLE).open(stream);
    }

    /**
     * Opens an archive in a channel, as {@link #open(SeekableByteChannel)} does, but only if it has the given format.
     *
     * @param channel left open when the archive is closed
     * @param format the only format that is accepted
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException with pg_restore's message if it has another format, or is not an archive
     * @throws IOException if the channel cannot be read
     */
    static Archive open(SeekableByteChannel channel, ArchiveFormat format) throws IOException {
        return new ArchiveOpening(Objects.requireNonNull(format, "format"), TocReading.WHOLE).open(channel);
    }

    /** {@return the archive's header} */
    ArchiveHeader header();

    /** {@return all stored entries in the archive's order, including the special ones such as ENCODING} */
    List<TocEntry> entries();

    /**
     * {@return the warnings that pg_restore prints while it reads the header and the table of contents, in the same
     * words and order: about tables WITH OIDS, which are restored without them, or an invalid creation time}
     */
    default List<String> warnings() {
        return List.of();
    }

    /** {@return whether data can be read in any order, and repeatedly} */
    boolean seekable();

    /**
     * Opens this archive again, for concurrent use by another thread. Both share the table of contents, which is not
     * read again. The new archive is valid while this one is open, and need not be closed.
     *
     * @return an archive with a position of its own
     * @throws IOException if the archive cannot be opened again
     * @throws UnsupportedOperationException if data cannot be read repeatedly
     */
    Archive another() throws IOException;

    /**
     * {@return where the archive stores an entry's data, if known: in a custom archive that was written to a pipe,
     * positions become known as data are read}
     *
     * @param entry one of {@link #entries()}
     * @throws IOException if the position has to be looked up and the archive cannot be read
     * @throws IllegalArgumentException if the entry does not belong to this archive
     */
    DataLocation dataLocation(TocEntry entry) throws IOException;

    /**
     * Opens a table's data, decompressed: the bytes that follow the COPY command, including the terminating line {@code
     * \.} and anything that the dump has written after it (two empty lines in pg_dump's case). The stream is empty if
     * the archive contains no data for the entry. Reading it may fail once data of another entry have been requested,
     * or the archive verified.
     *
     * @param entry one of {@link #entries()}
     * @return the data; to be closed by the caller
     * @throws ArchiveFormatException also from the stream, if the data are damaged, or if the archive cannot seek and
     *     is already past them
     * @throws IllegalArgumentException if the entry does not belong to this archive, or has large objects
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
     * @throws IllegalArgumentException if the entry does not belong to this archive, or has no large objects
     */
    void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException;

    /**
     * Reads the archive to its last byte and returns everything that is wrong with it. If the archive cannot seek, its
     * data must not have been read before, and cannot be read afterwards. Otherwise, the caller must have finished with
     * the stream of the last entry, and can read data afterwards as before.
     *
     * @return all problems, and the entries that are intact
     * @throws IllegalStateException if the archive cannot seek and its data have been read already
     * @throws IOException if the archive cannot be read for a reason other than its content
     */
    default Verification verify() throws IOException {
        return verify(new ArchiveCopy.DataListener() {});
    }

    /**
     * Reads the archive to its last byte, as {@link #verify()} does, and reports progress, so that the caller can show
     * it, or end the verification.
     *
     * @param listener receives the data that are read as if they were copied, in the calling thread. An exception from
     *     it ends the verification, which throws it unchanged. Damaged data may end without a call of {@link
     *     ArchiveCopy.DataListener#finished}, and large objects that belong to no entry are not reported
     * @return all problems, and the entries that are intact
     * @throws IllegalStateException if the archive cannot seek and its data have been read already
     * @throws IOException if the archive cannot be read for a reason other than its content; also any that the listener
     *     throws
     */
    Verification verify(ArchiveCopy.DataListener listener) throws IOException;

    /** {@return what a tar contains besides the archive's header, contents and data; empty for other formats} */
    default Optional<TarExtras> tarExtras() {
        return Optional.empty();
    }

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
