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

/**
 * An archive that has been opened for reading, and the place where archives are opened and made.
 *
 * <pre>{@code
 * try (Archive archive = Archive.open(path)) {
 *     for (TocEntry entry : archive.entries()) {
 *         System.out.println(entry.desc() + " " + entry.tag());
 *     }
 * }
 * }</pre>
 *
 * <p>What is opened by name is closed with the archive, and closed if opening fails. A stream or channel that is handed
 * over belongs to the caller: closing the archive leaves it open, at an unspecified position. Opening reads the header and the table
 * of contents, which are held in memory; nothing else is, whatever the archive's size.
 */
public interface Archive extends ArchiveReader {

    /**
     * Opens an archive by name, whatever its format. A file that cannot seek, such as a named pipe, is read as a stream.
     *
     * @param path a file, or the folder of a directory archive
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException if it is no archive, or one that cannot be read
     * @throws IOException with pg_restore's message if the file cannot be opened
     */
    static Archive open(Path path) throws IOException {
        return ArchiveOpening.open(path);
    }

    /**
     * Opens the archive that begins at the channel's present position and ends where the channel does.
     *
     * @param channel left open when the archive is closed
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException if it is no archive, or one that cannot be read
     */
    static Archive open(SeekableByteChannel channel) throws IOException {
        return ArchiveOpening.open(channel);
    }

    /**
     * Opens the archive that the stream contains; its data can be read only once, in the archive's order. If the stream
     * is a {@link java.io.FileInputStream} of a file that can seek, such as a file on standard input, its data can be read
     * in any order.
     *
     * @param stream left open when the archive is closed
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException if it is no archive, or one that cannot be read
     */
    static Archive open(InputStream stream) throws IOException {
        return ArchiveOpening.open(stream, null);
    }

    /**
     * Opens an archive by name, as {@link #open(Path)} does, but only if it is of that format.
     *
     * @param path a file, or the folder of a directory archive
     * @param format the only format that is accepted
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException with pg_restore's message if it is of another format
     */
    static Archive open(Path path, ArchiveFormat format) throws IOException {
        return ArchiveOpening.open(path, format);
    }

    /**
     * Opens an archive in a stream, as {@link #open(InputStream)} does, but only if it is of that format.
     *
     * @param stream left open when the archive is closed
     * @param format the only format that is accepted
     * @return the archive, to be closed by the caller
     * @throws ArchiveFormatException with pg_restore's message if it is of another format
     * @throws IOException if the stream cannot be read
     */
    static Archive open(InputStream stream, ArchiveFormat format) throws IOException {
        return ArchiveOpening.open(stream, format);
    }

    /**
     * Reads the archive to its last byte and returns all that is wrong with it. Where it cannot seek, its data must not
     * have been read before, and cannot be read afterwards.
     *
     * @return all problems, and the entries that are intact
     * @throws IOException if the archive cannot be read for another reason than what is in it
     */
    Verification verify() throws IOException;

    /**
     * Makes an archive of any format: a custom one or a tar in a new or emptied file, a directory where there is none or
     * an empty one. A tar's data are not compressed.
     *
     * @param path the file or folder to be made
     * @param format the container
     * @param compression how data are compressed; none for a tar
     * @return the writer, to be closed by the caller
     * @throws IOException with pg_dump's message if that cannot be made, or a tar was to be compressed
     */
    static ArchiveWriter create(Path path, ArchiveFormat format, Compression compression) throws IOException {
        return ArchiveOpening.create(path, format, compression);
    }

    /**
     * Makes a custom archive in a new or emptied file. Where the file can seek, finishing the writer enters the
     * positions of the data.
     *
     * @param path the file to be made
     * @param compression how data are compressed
     * @return the writer, to be closed by the caller
     * @throws IOException with pg_dump's message if the file cannot be made
     */
    static ArchiveWriter create(Path path, Compression compression) throws IOException {
        return create(path, ArchiveFormat.CUSTOM, compression);
    }

    /**
     * Makes a tar archive in a new or emptied file.
     *
     * @param path the file to be made
     * @param script writes its {@code restore.sql}, or null for an archive without it
     * @return the writer, to be closed by the caller
     * @throws IOException with pg_dump's message if the file cannot be made
     */
    static ArchiveWriter createTar(Path path, TarScript script) throws IOException {
        return ArchiveOpening.tar(path, script);
    }

    /**
     * Makes a tar archive. Members pass through temporary files, as their size precedes them. The writer closes the
     * stream.
     *
     * @param stream takes the tar
     * @param script writes its {@code restore.sql}, or null for an archive without it
     * @return the writer, to be closed by the caller
     * @throws IOException if no temporary file can be made
     */
    static ArchiveWriter tarWriter(OutputStream stream, TarScript script) throws IOException {
        return new TarArchiveWriter(new PrimitiveOutput(ByteSink.of(stream)), script);
    }

    /**
     * Makes a tar archive at the channel's present position. Where the channel cannot seek, such as that of a named pipe,
     * it is written as a stream. The writer closes the channel.
     *
     * @param channel takes the tar
     * @param script writes its {@code restore.sql}, or null for an archive without it
     * @return the writer, to be closed by the caller
     * @throws IOException if the channel cannot be used, or no temporary file can be made
     */
    static ArchiveWriter tarWriter(SeekableByteChannel channel, TarScript script) throws IOException {
        return new TarArchiveWriter(ArchiveOpening.output(channel), script);
    }

    /**
     * Makes a custom archive at the channel's present position, and enters the positions of the data in the end. Where
     * the channel cannot seek, such as that of a named pipe, it is written as a stream. The writer closes the channel.
     *
     * @param channel takes the archive
     * @param compression how data are compressed
     * @return the writer, to be closed by the caller
     * @throws IOException if the channel cannot be used
     */
    static ArchiveWriter writer(SeekableByteChannel channel, Compression compression) throws IOException {
        return new CustomArchiveWriter(ArchiveOpening.output(channel), compression);
    }

    /**
     * Makes a custom archive without positions of the data. The writer closes the stream.
     *
     * @param stream takes the archive
     * @param compression how data are compressed
     * @return the writer, to be closed by the caller
     * @throws IOException if the compression cannot be used
     */
    static ArchiveWriter writer(OutputStream stream, Compression compression) throws IOException {
        return new CustomArchiveWriter(new PrimitiveOutput(ByteSink.of(stream)), compression);
    }
}
