package dev.sengi.archive;

import dev.sengi.archive.internal.creation.ArchiveCreation;
import dev.sengi.archive.internal.creation.WriterOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes an archive of any format: first the header and the table of contents, then the data of entries in the order of
 * the table of contents, then {@link #finish()}.
 *
 * <p>Used by one thread at a time, except that several threads may write the data of different entries at the same
 * time, each through its own stream. Even then, entries must be opened in the order of the table of contents. A thread
 * may have to wait until another one has completed an entry's data; if that thread fails, the wait ends with an
 * exception when the writer is closed.
 *
 * <p>Closing without finishing leaves an archive that no reader accepts as complete. A writer of a directory removes
 * what it created, as does a writer of a file that was created by name. As with {@link Archive}, a file opened by name
 * is closed with the writer, while a stream or channel passed in belongs to the caller.
 *
 * <p>Methods called out of order, or after the writer has been closed, throw an {@link IllegalStateException}. The
 * streams that it has returned should be closed before it: they accept no bytes afterwards, but may still write the end
 * of what they have compressed.
 *
 * <p>Only Sengi implements this; more methods may be added.
 */
public interface ArchiveWriter extends Closeable {

    /**
     * Creates an archive by name: a custom or tar archive in a file, or a directory archive in a new or empty directory.
     * An existing file, which may be the original of a copy, remains as it is until {@link #finish} replaces it; the
     * bytes are written to a hidden file beside it, unless it is a pipe or device, or its folder accepts no other file.
     * The new file has the permissions of the old one.
     *
     * @param path the file or folder to create
     * @param format the container
     * @param compression how data are compressed; none for a tar archive
     * @return the writer, to be closed by the caller
     * @throws IllegalArgumentException if compression is requested for a tar archive
     * @throws IOException with pg_dump's message if the archive cannot be created
     */
    static ArchiveWriter create(Path path, ArchiveFormat format, Compression compression) throws IOException {
        return ArchiveCreation.create(path, format, compression, WriterOptions.forAnyRows());
    }

    /**
     * Creates a custom or tar archive at the channel's current position, and fills in the positions of the data at the
     * end. A channel that cannot seek, such as that of a named pipe, is written as a stream.
     *
     * @param channel receives the archive; left open when the writer is closed
     * @param format the container
     * @param compression how data are compressed; none for a tar archive
     * @return the writer, to be closed by the caller
     * @throws IllegalArgumentException if the format is a directory, or if compression is requested for a tar archive
     * @throws IOException if the channel cannot be used
     */
    static ArchiveWriter create(SeekableByteChannel channel, ArchiveFormat format, Compression compression)
            throws IOException {
        return ArchiveCreation.create(channel, format, compression, WriterOptions.forAnyRows());
    }

    /**
     * Creates a custom archive without positions of the data, or a tar archive.
     *
     * @param stream receives the archive; flushed by {@link #finish}, and left open when the writer is closed
     * @param format the container
     * @param compression how data are compressed; none for a tar archive
     * @return the writer, to be closed by the caller
     * @throws IllegalArgumentException if the format is a directory, or if compression is requested for a tar archive
     * @throws IOException if the stream cannot be used
     */
    static ArchiveWriter create(OutputStream stream, ArchiveFormat format, Compression compression) throws IOException {
        return ArchiveCreation.create(stream, format, compression, WriterOptions.forAnyRows());
    }

    /**
     * Writes everything that precedes the data. Called once, before any other method.
     *
     * @param header contributes the time, the database and the programs; version, format, sizes and compression are the
     *     writer's own
     * @param entries in the order in which they are listed; those for which {@link TocEntry#hadDumper} is true have
     *     data. The list must not change before {@link #finish}
     * @throws IllegalArgumentException if an entry with data has the dump ID of another entry; nothing has been written
     *     then, and this method can be called again
     * @throws IOException also if a text has a character that the archive's encoding lacks, or a NUL character
     */
    void begin(ArchiveHeader header, List<TocEntry> entries) throws IOException;

    /**
     * Writes everything that precedes the data of a copy, as {@link #begin(ArchiveHeader, List)} does with the header
     * of the original. If a tar is copied to a tar, its files keep their times, and a whole copy gets its script,
     * provided that the original is {@link Archive#seekable()}. The caller copies the data, as {@link ArchiveCopy}
     * does.
     *
     * @param original must stay open until {@link #finish}, and be used by the same thread
     * @param entries as for {@link #begin(ArchiveHeader, List)}
     * @param whole whether the entries and their data are all those of the original, so that its script is valid
     * @throws IllegalArgumentException as {@link #begin(ArchiveHeader, List)} does
     * @throws IOException as {@link #begin(ArchiveHeader, List)} does, or if the original cannot be read
     */
    void beginCopy(Archive original, List<TocEntry> entries, boolean whole) throws IOException;

    /**
     * Begins an entry's data; what is written to the stream is compressed. The stream is used by one thread, which must
     * close it before it requests another.
     *
     * <p>The data of an entry with a COPY command are rows in COPY's text format, in the archive's encoding, and end
     * with a line {@code \.}, without which {@link #finish} fails, as it does if more rows follow that line. The two
     * empty lines after it in pg_dump's archives are added if they are missing. Those of a table without such a command
     * are INSERT commands, and end with two empty lines, which are added if nothing is written.
     *
     * @param entry one of those passed to {@link #begin}, with data
     * @return receives the data, uncompressed
     * @throws IllegalStateException if the entry has no rows, or if they have already been written; for a tar, also if
     *     an earlier entry has not been opened
     * @throws IOException if the archive cannot be written
     */
    OutputStream openData(TocEntry entry) throws IOException;

    /**
     * Begins the large objects of a {@code BLOBS} entry. The result is used by one thread, which must close it before
     * it requests another.
     *
     * @param entry one of those passed to {@link #begin}, with data
     * @return receives the large objects
     * @throws IllegalStateException if the entry has no large objects, or if they have already been written; for a tar,
     *     also if an earlier entry has not been opened, or has been opened by this thread and is not complete
     * @throws IOException if the archive cannot be written
     */
    LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException;

    /**
     * Completes the archive; if the output is seekable, fills in the positions of the data in the table of contents.
     *
     * @throws IllegalStateException if the data of an entry are missing, if the rows of a COPY command do not end with
     *     its terminator, if any data could not be written, or if {@link #begin} failed
     * @throws IOException if the archive cannot be written
     */
    void finish() throws IOException;

    /**
     * Receives the large objects of one entry, one after another. Only Sengi implements this; more methods may be
     * added.
     */
    interface LargeObjectOutput extends Closeable {
        /**
         * Begins the next large object; the stream must be closed before the next call.
         *
         * @param oid the large object's OID, unsigned 32 bits, not 0
         * @return receives the content, uncompressed
         * @throws IllegalArgumentException if the OID is out of range, or that of an earlier large object of the entry
         * @throws IllegalStateException if the stream of the previous large object is still open
         * @throws IOException if the archive cannot be written
         */
        OutputStream next(long oid) throws IOException;
    }
}
