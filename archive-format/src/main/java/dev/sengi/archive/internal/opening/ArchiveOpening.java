package dev.sengi.archive.internal.opening;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.internal.codec.ByteSource;
import dev.sengi.archive.internal.codec.HeaderCodec;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.custom.CustomArchiveReader;
import dev.sengi.archive.internal.directory.DirectoryArchiveReader;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.io.FileOpening;
import dev.sengi.archive.internal.io.TocReading;
import dev.sengi.archive.internal.tar.TarArchiveReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Opens files, and recognizes archives by their first bytes.
 *
 * <p>Facts: {@code _discoverArchiveFormat} in PostgreSQL's {@code pg_backup_archiver.c}, and pg_restore 18.6's
 * messages.
 *
 * @param format the only one to accept, or null for any
 * @param reading how much of the table of contents is read
 */
public record ArchiveOpening(@Nullable ArchiveFormat format, TocReading reading) {
    private static final String SCRIPT = "--\n-- PostgreSQL database dump\n--\n\n";
    private static final String CLUSTER_SCRIPT = "--\n-- PostgreSQL database cluster dump\n--\n\n";
    private static final int TAR_BLOCK = 512;

    /** Opens a file or folder by name. */
    public Archive open(Path path) throws IOException {
        if (format == ArchiveFormat.DIRECTORY && !(Files.isDirectory(path) && DirectoryArchiveReader.isArchive(path))) {
            String problem = "could not open input file \"" + path.resolve(ArchiveFiles.TOC) + "\": ";
            if (!Files.exists(path)) {
                throw new IOException(problem + "No such file or directory");
            } else if (Files.isDirectory(path)) {
                throw refused(Reason.NOT_AN_ARCHIVE, problem + "No such file or directory");
            }
            throw refused(Reason.OTHER_FORMAT, problem + "Not a directory");
        }
        if (Files.isDirectory(path)) {
            if (format != null && format != ArchiveFormat.DIRECTORY) {
                throw refused(Reason.OTHER_FORMAT, "could not read from input file: Is a directory");
            }
            return directory(path);
        }
        FileChannel channel = FileOpening.open("input file \"" + path + "\"", path, StandardOpenOption.READ);
        try {
            ByteSource source = FileOpening.seekable(channel)
                    ? ByteSource.of(channel)
                    : ByteSource.ofFile(Channels.newInputStream(channel));
            return open(source);
        } catch (IOException | RuntimeException e) {
            FileOpening.closeAfter(e, channel);
            throw e;
        }
    }

    /** Opens what a stream contains. */
    public Archive open(InputStream stream) throws IOException {
        // A subclass may read something other than the file's content, such as a decrypted form.
        boolean isFile = stream.getClass() == FileInputStream.class;
        ByteSource source = isFile && FileOpening.seekable(((FileInputStream) stream).getChannel())
                ? ByteSource.lent(((FileInputStream) stream).getChannel())
                : ByteSource.lent(stream);
        return open(source);
    }

    /** Opens what a channel contains. */
    public Archive open(SeekableByteChannel channel) throws IOException {
        return open(ByteSource.lent(channel));
    }

    private Archive open(ByteSource source) throws IOException {
        PrimitiveInput in = new PrimitiveInput(source, reading);
        if (format == null) {
            return recognized(in);
        }
        if (format == ArchiveFormat.DIRECTORY) {
            throw refused(Reason.OTHER_FORMAT, "no output directory specified");
        }
        Reason mismatch = mismatch(new Start(in.lookahead(TAR_BLOCK, false)), format);
        try {
            return format == ArchiveFormat.CUSTOM ? CustomArchiveReader.open(in) : TarArchiveReader.open(in);
        } catch (ArchiveFormatException e) {
            throw mismatch == null ? e : e.because(mismatch);
        }
    }

    /**
     * Returns the reason why a file that begins like this does not have the format, or null if it appears to have it.
     */
    private static @Nullable Reason mismatch(Start start, ArchiveFormat format) throws IOException {
        if (start.isCut()) {
            return null;
        }
        if (start.isCustom() || start.isTar()) {
            return start.isCustom() == (format == ArchiveFormat.CUSTOM) ? null : Reason.OTHER_FORMAT;
        }
        return start.isScript() ? Reason.SCRIPT : Reason.NOT_AN_ARCHIVE;
    }

    /** The first bytes of a file. */
    private static final class Start {
        private final byte[] bytes;
        private final String text;

        Start(byte[] bytes) {
            this.bytes = bytes;
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }

        int length() {
            return bytes.length;
        }

        /** Returns whether the file is empty or ends within the first bytes of a custom archive. */
        boolean isCut() {
            return text.length() < HeaderCodec.MAGIC.length() && HeaderCodec.MAGIC.startsWith(text);
        }

        boolean isCustom() {
            return text.startsWith(HeaderCodec.MAGIC);
        }

        boolean isScript() {
            return text.length() >= CLUSTER_SCRIPT.length()
                    && (text.startsWith(SCRIPT) || text.startsWith(CLUSTER_SCRIPT));
        }

        boolean isTar() throws IOException {
            return bytes.length == TAR_BLOCK && TarArchiveReader.isTar(bytes);
        }
    }

    private static Archive recognized(PrimitiveInput in) throws IOException {
        Start start = new Start(in.lookahead(TAR_BLOCK, true));
        int magicLength = HeaderCodec.MAGIC.length();
        if (start.length() < magicLength) {
            throw refused(
                    start.isCut() ? Reason.CORRUPT : Reason.NOT_AN_ARCHIVE,
                    "input file is too short (read " + start.length() + ", expected " + magicLength + ")");
        }
        if (start.isCustom()) {
            return CustomArchiveReader.open(in);
        }
        if (start.isScript()) {
            throw refused(Reason.SCRIPT, "input file appears to be a text format dump. Please use psql.");
        }
        if (start.length() < TAR_BLOCK) {
            throw refused(Reason.NOT_AN_ARCHIVE, "input file does not appear to be a valid archive (too short?)");
        }
        if (start.isTar()) {
            return TarArchiveReader.open(in);
        }
        throw refused(Reason.NOT_AN_ARCHIVE, "input file does not appear to be a valid tar archive");
    }

    private Archive directory(Path path) throws IOException {
        if (!DirectoryArchiveReader.isArchive(path)) {
            throw refused(
                    Reason.NOT_AN_ARCHIVE,
                    "directory \"" + path + "\" does not appear to be a valid archive (\"toc.dat\" does not exist)");
        }
        return DirectoryArchiveReader.open(path, reading);
    }

    private static ArchiveFormatException refused(Reason reason, String message) {
        return new ArchiveFormatException(reason, message, 0, 0, null);
    }
}
