package dev.sengi.archive.internal.compress;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.internal.io.OptionalLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Locale;

/**
 * Opens streams that compress and decompress as PostgreSQL's archives do.
 *
 * <p>All of them use fixed buffers, whatever the data.
 */
public final class StreamCompression {

    private StreamCompression() {}

    /**
     * Returns the decompressed stream. It reports its end only after the compressed stream has turned out to be
     * complete and to end there, too. Closing it frees its memory and closes the source.
     *
     * <p>Its reads throw {@link CorruptStreamException} for damaged data; other exceptions come from the source.
     */
    public static InputStream decompress(CompressionAlgorithm algorithm, InputStream source) throws IOException {
        requireLibrary(algorithm);
        return switch (algorithm) {
            case NONE -> source;
            case GZIP -> new ZlibInput(source);
            case LZ4 -> new Lz4FrameInput(source);
            case ZSTD -> new ZstdInput(source);
        };
    }

    /**
     * Returns a stream that compresses into the sink like {@link Compressor#compress}, but does not share its threads.
     */
    public static OutputStream compress(Compression compression, OutputStream sink) throws IOException {
        Compressor compressor = new Compressor(compression);
        return compressor.closedWith(compressor.compress(sink));
    }

    /** Applications may omit the libraries of algorithms they do not use; nothing else links to their classes. */
    static void requireLibrary(CompressionAlgorithm algorithm) throws IOException {
        switch (algorithm) {
            case NONE, GZIP -> {}
            case LZ4 -> requireClass(algorithm, "net.jpountz.lz4.LZ4Factory", "lz4-java");
            case ZSTD -> requireClass(algorithm, "com.github.luben.zstd.Zstd", "zstd-jni");
        }
    }

    private static void requireClass(CompressionAlgorithm algorithm, String name, String library) throws IOException {
        OptionalLibrary.require(
                name, library, "compression with " + algorithm.name().toLowerCase(Locale.ROOT) + " needs");
    }

    /**
     * Returns a stream that compresses into a separate file like {@link Compressor#compressFile}, but does not share
     * its threads.
     */
    public static OutputStream compressFile(Compression compression, OutputStream sink) throws IOException {
        Compressor compressor = new Compressor(compression);
        return compressor.closedWith(compressor.compressFile(sink));
    }

    /**
     * Returns a compressed file's content, like {@link #decompress}, but with gzip members instead of a zlib stream.
     * Like zlib's {@code gzread}, it passes data that are not a member through unchanged at the start, and ignores them
     * after a member. An empty file has no content, whatever the algorithm.
     */
    public static InputStream decompressFile(CompressionAlgorithm algorithm, InputStream source) throws IOException {
        return decompressFile(algorithm, source, false);
    }

    /**
     * Returns a compressed file's content, like {@link #decompressFile}, but rejects gzip files that no program writes.
     */
    public static InputStream decompressWholeFile(CompressionAlgorithm algorithm, InputStream source)
            throws IOException {
        return decompressFile(algorithm, source, true);
    }

    private static InputStream decompressFile(CompressionAlgorithm algorithm, InputStream source, boolean strict)
            throws IOException {
        if (algorithm == CompressionAlgorithm.NONE) {
            return source;
        }
        if (algorithm == CompressionAlgorithm.GZIP) {
            return new GzipInput(source, strict);
        }
        PushbackInputStream file = new PushbackInputStream(source);
        int first = file.read();
        if (first < 0) {
            return file;
        }
        file.unread(first);
        return decompress(algorithm, file);
    }
}
