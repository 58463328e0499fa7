package dev.sengi.internal.script.read;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.internal.compress.StreamCompression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A plain-text script written by pg_dump or pg_dumpall, which may be compressed with gzip, LZ4 or Zstandard.
 *
 * <p>It is recognized by the comment at the start of such scripts, even after a byte order mark or with Windows line
 * ends.
 */
public final class PlainScript {
    private static final String DUMP = "--\n-- PostgreSQL database dump\n--\n";
    private static final String CLUSTER_DUMP = "--\n-- PostgreSQL database cluster dump\n--\n";
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    /** More bytes than either comment needs, but fewer than any archive has. */
    private static final int BEGINNING = 64;
    /**
     * More bytes than the first block of a compressed file, whose text may be unavailable until the block is complete.
     */
    private static final int COMPRESSED_BEGINNING = 1 << 18;
    /** The same for LZ4, whose blocks are up to 4 MiB in size, the default of the lz4 command. */
    private static final int LZ4_BEGINNING = (1 << 22) + (1 << 16);

    private final Path path;
    private final InputStream stream;
    private final CompressionAlgorithm compression;
    private long bytesRead;

    private PlainScript(Path path, InputStream stream, CompressionAlgorithm compression) {
        this.path = path;
        this.stream = stream;
        this.compression = compression;
    }

    /**
     * The result of examining the start of a file or stream.
     *
     * @param script the script, or null if it is not one
     * @param stream the whole content, or null if the file must be opened by name
     * @param toClose closed with this, or null
     */
    public record Found(PlainScript script, InputStream stream, InputStream toClose) implements AutoCloseable {
        /** @throws ArchiveFormatException if this is a script */
        public void requireArchive() throws ArchiveFormatException {
            if (script != null) {
                throw new ArchiveFormatException(
                        Reason.SCRIPT, "the input is a plain-text script, not an archive", -1, 0, null);
            }
        }

        @Override
        public void close() throws IOException {
            if (toClose != null) {
                toClose.close();
            }
        }
    }

    /** Examines a file, if it can be opened. A file that cannot seek, such as a named pipe, is opened only once. */
    public static Found in(Path path) throws IOException {
        return in(path, pipe -> pipe);
    }

    /**
     * Examines a file like {@link #in(Path)}.
     *
     * @param pipes is given the stream of a file that is opened only once, and returns the one to read
     */
    public static Found in(Path path, UnaryOperator<InputStream> pipes) throws IOException {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            return new Found(null, null, null);
        }
        boolean regular = Files.isRegularFile(path);
        // An interrupt stops a read from a channel's stream, but not one from the stream of newInputStream.
        InputStream file =
                regular ? Files.newInputStream(path) : pipes.apply(Channels.newInputStream(Files.newByteChannel(path)));
        try {
            if (!regular) {
                return found(beginning(file), file, file);
            }
            byte[] beginning = beginning(file);
            file.close();
            return new Found(
                    isScript(beginning) ? new PlainScript(path, null, compression(beginning)) : null, null, null);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Examines the start of a stream, and does not close it. A file stream is returned unwrapped, because an archive in
     * it can be read in any order.
     */
    public static Found in(InputStream stream) throws IOException {
        long position = stream.getClass() == FileInputStream.class ? position((FileInputStream) stream) : -1;
        byte[] beginning = beginning(stream);
        if (position < 0) {
            return found(beginning, stream, null);
        }
        ((FileInputStream) stream).getChannel().position(position);
        return new Found(script(beginning, stream), stream, null);
    }

    /** Returns the current position in a file, or -1 if it cannot seek. */
    private static long position(FileInputStream file) {
        try {
            long position = file.getChannel().position();
            file.getChannel().position(position);
            return position;
        } catch (IOException e) {
            return -1;
        }
    }

    private static Found found(byte[] beginning, InputStream rest, InputStream toClose) {
        // A sequence closes each stream at its end.
        InputStream open = new FilterInputStream(rest) {
            @Override
            public void close() {}
        };
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning), open);
        return new Found(script(beginning, whole), whole, toClose);
    }

    private static PlainScript script(byte[] beginning, InputStream whole) {
        return isScript(beginning) ? new PlainScript(null, whole, compression(beginning)) : null;
    }

    private static byte[] beginning(InputStream source) throws IOException {
        // A file stream of a pipe may fail in its own readNBytes, which queries the position.
        InputStream stream = new FilterInputStream(source) {};
        byte[] few = stream.readNBytes(BEGINNING);
        CompressionAlgorithm algorithm = compression(few);
        if (algorithm == CompressionAlgorithm.NONE) {
            return few;
        }
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        more.writeBytes(few);
        more.writeBytes(
                stream.readNBytes(algorithm == CompressionAlgorithm.LZ4 ? LZ4_BEGINNING : COMPRESSED_BEGINNING));
        return more.toByteArray();
    }

    private static boolean isScript(byte[] beginning) {
        byte[] text;
        try (InputStream in =
                StreamCompression.decompressFile(compression(beginning), new ByteArrayInputStream(beginning))) {
            text = in.readNBytes(BEGINNING);
        } catch (IOException e) {
            return false;
        }
        String start = new String(text, StandardCharsets.ISO_8859_1).replace("\r", "");
        String plain = start.startsWith(BYTE_ORDER_MARK) ? start.substring(BYTE_ORDER_MARK.length()) : start;
        return plain.startsWith(DUMP) || plain.startsWith(CLUSTER_DUMP);
    }

    private static CompressionAlgorithm compression(byte[] beginning) {
        if (begins(beginning, 0x1f, 0x8b)) {
            return CompressionAlgorithm.GZIP;
        }
        if (begins(beginning, 0x04, 0x22, 0x4d, 0x18)) {
            return CompressionAlgorithm.LZ4;
        }
        return begins(beginning, 0x28, 0xb5, 0x2f, 0xfd) ? CompressionAlgorithm.ZSTD : CompressionAlgorithm.NONE;
    }

    private static boolean begins(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the script can be read more than once. */
    public boolean isRepeatable() {
        return path != null;
    }

    /** Returns the size of the file, or 0 if it is unknown. */
    public long size() throws IOException {
        return path == null ? 0 : Files.size(path);
    }

    /** Returns the number of stored bytes read since the script was last opened. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Opens the script's text, without a byte order mark. Closing it leaves a caller's stream open. */
    public InputStream open() throws IOException {
        InputStream stored = counted(path == null ? stream : Files.newInputStream(path));
        try {
            PushbackInputStream text = new PushbackInputStream(
                    StreamCompression.decompressWholeFile(compression, stored), BYTE_ORDER_MARK.length());
            byte[] first = text.readNBytes(BYTE_ORDER_MARK.length());
            if (!new String(first, StandardCharsets.ISO_8859_1).equals(BYTE_ORDER_MARK)) {
                text.unread(first);
            }
            return text;
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private InputStream counted(InputStream source) {
        bytesRead = 0;
        return new FilterInputStream(source) {
            @Override
            public int read() throws IOException {
                byte[] octet = new byte[1];
                return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                bytesRead += Math.max(count, 0);
                return count;
            }

            @Override
            public void close() throws IOException {
                if (path != null) {
                    super.close();
                }
            }
        };
    }
}
