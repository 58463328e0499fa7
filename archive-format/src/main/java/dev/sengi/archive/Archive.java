package dev.sengi.archive;

import dev.sengi.archive.internal.codec.ByteSink;
import dev.sengi.archive.internal.codec.PrimitiveOutput;
import dev.sengi.archive.internal.custom.CustomArchiveWriter;
import dev.sengi.archive.internal.tar.TarArchiveWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An archive that is open for reading, and the factory methods that open and create archives.
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
 * contents into memory; nothing else is kept there, whatever the archive's size.
 */
public interface Archive extends ArchiveReader {

    /**
     * Opens an archive of any format by name. A file that cannot seek, such as a named pipe, is read as a stream.
     *
     * @param path a file, or the folder of a directory archive
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException if the file is not an archive, or is one that cannot be read
     * @throws IOException with pg_restore's message if the file cannot be opened
     */
    static Archive open(Path path) throws IOException {
        return ArchiveOpening.open(path);
    }

    /**
     * Opens the archive that begins at the channel's current position and ends where the channel does.
     *
     * @param channel left open when the archive is closed
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException if the channel does not contain an archive, or contains one that cannot be read
     */
    static Archive open(SeekableByteChannel channel) throws IOException {
        return ArchiveOpening.open(channel);
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
        return ArchiveOpening.open(stream, null);
    }

    /**
     * Opens an archive by name, as {@link #open(Path)} does, but only if it has the given format.
     *
     * @param path a file, or the folder of a directory archive
     * @param format the only format that is accepted
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException with pg_restore's message if it has another format
     */
    static Archive open(Path path, ArchiveFormat format) throws IOException {
        return ArchiveOpening.open(path, format);
    }

    /**
     * Opens an archive in a stream, as {@link #open(InputStream)} does, but only if it has the given format.
     *
     * @param stream left open when the archive is closed
     * @param format the only format that is accepted
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException with pg_restore's message if it has another format
     * @throws IOException if the stream cannot be read
     */
    static Archive open(InputStream stream, ArchiveFormat format) throws IOException {
        return ArchiveOpening.open(stream, format);
    }

    /**
     * Reads the archive to its last byte and returns everything that is wrong with it. If the archive cannot seek, its
     * data must not have been read before, and cannot be read afterwards.
     *
     * @return all problems, and the entries that are intact
     * @throws IOException if the archive cannot be read for a reason other than its content
     */
    Verification verify() throws IOException;

    /**
     * Creates an archive of any format: a custom or tar archive in a new or truncated file, or a directory archive in a
     * new or empty directory. The data of a tar archive are not compressed.
     *
     * @param path the file or folder to create
     * @param format the container
     * @param compression how data are compressed; none for a tar archive
     * @return the writer, to be closed by the caller
     * @throws IOException with pg_dump's message if the archive cannot be created, or if compression is requested for a
     *     tar archive
     */
    static ArchiveWriter create(Path path, ArchiveFormat format, Compression compression) throws IOException {
        return ArchiveOpening.create(path, format, compression);
    }

    /**
     * Creates a custom archive in a new or truncated file. If the file can seek, finishing the writer fills in the
     * positions of the data.
     *
     * @param path the file to create
     * @param compression how data are compressed
     * @return the writer, to be closed by the caller
     * @throws IOException with pg_dump's message if the file cannot be created
     */
    static ArchiveWriter create(Path path, Compression compression) throws IOException {
        return create(path, ArchiveFormat.CUSTOM, compression);
    }

    /**
     * Creates a tar archive in a new or truncated file.
     *
     * @param path the file to create
     * @param script writes its {@code restore.sql}, or null for an archive without one
     * @return the writer, to be closed by the caller
     * @throws IOException with pg_dump's message if the file cannot be created
     */
    static ArchiveWriter createTar(Path path, @Nullable TarScript script) throws IOException {
        return ArchiveOpening.tar(path, script);
    }

    /**
     * Creates a tar archive. Members pass through temporary files, because their size precedes them. The writer closes
     * the stream.
     *
     * @param stream receives the tar
     * @param script writes its {@code restore.sql}, or null for an archive without one
     * @return the writer, to be closed by the caller
     * @throws IOException if no temporary file can be created
     */
    static ArchiveWriter tarWriter(OutputStream stream, @Nullable TarScript script) throws IOException {
        return new TarArchiveWriter(new PrimitiveOutput(ByteSink.of(stream)), script);
    }

    /**
     * Creates a tar archive at the channel's current position. A channel that cannot seek, such as that of a named
     * pipe, is written as a stream. The writer closes the channel.
     *
     * @param channel receives the tar
     * @param script writes its {@code restore.sql}, or null for an archive without one
     * @return the writer, to be closed by the caller
     * @throws IOException if the channel cannot be used, or no temporary file can be created
     */
    static ArchiveWriter tarWriter(SeekableByteChannel channel, @Nullable TarScript script) throws IOException {
        return new TarArchiveWriter(ArchiveOpening.output(channel), script);
    }

    /**
     * Creates a custom archive at the channel's current position, and fills in the positions of the data at the end. A
     * channel that cannot seek, such as that of a named pipe, is written as a stream. The writer closes the channel.
     *
     * @param channel receives the archive
     * @param compression how data are compressed
     * @return the writer, to be closed by the caller
     * @throws IOException if the channel cannot be used
     */
    static ArchiveWriter writer(SeekableByteChannel channel, Compression compression) throws IOException {
        return new CustomArchiveWriter(ArchiveOpening.output(channel), compression);
    }

    /**
     * Creates a custom archive without positions of the data. The writer closes the stream.
     *
     * @param stream receives the archive
     * @param compression how data are compressed
     * @return the writer, to be closed by the caller
     * @throws IOException if the compression cannot be used
     */
    static ArchiveWriter writer(OutputStream stream, Compression compression) throws IOException {
        return new CustomArchiveWriter(new PrimitiveOutput(ByteSink.of(stream)), compression);
    }
}
