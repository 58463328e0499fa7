package dev.sengi.archive.internal.compress;

import dev.sengi.archive.Compression;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/**
 * Compresses the data of an archive, as PostgreSQL does, with threads that all its streams share. Safe for use by
 * several threads; each stream is used by one.
 *
 * <p>Closing this ends the threads, and fails the streams that are still open.
 */
public final class Compressor implements AutoCloseable {
    private final Compression compression;
    private final CompressionThreads threads;

    /** Does not start any threads. */
    public Compressor(Compression compression) {
        this(compression, new CompressionThreads(level(compression)));
    }

    Compressor(Compression compression, CompressionThreads threads) {
        this.compression = compression;
        this.threads = threads;
    }

    static int level(Compression compression) {
        return compression.level().orElse(Deflater.DEFAULT_COMPRESSION);
    }

    /**
     * Returns a stream that compresses into the sink. Closing it completes the compressed data and closes the sink; its
     * {@code flush} does nothing, because flushing would reduce compression.
     */
    public OutputStream compress(OutputStream sink) throws IOException {
        return compress(sink, DeflateContainer.ZLIB);
    }

    /** Returns a stream that compresses into a separate file, for which gzip uses a different header and trailer. */
    public OutputStream compressFile(OutputStream sink) throws IOException {
        return compress(sink, DeflateContainer.GZIP);
    }

    private OutputStream compress(OutputStream sink, DeflateContainer container) throws IOException {
        StreamCompression.requireLibrary(compression.algorithm());
        return switch (compression.algorithm()) {
            case NONE -> sink;
            case GZIP -> new DeflateOutput(sink, container, threads);
            case LZ4 -> new Lz4FrameOutput(sink, compression.level().orElse(0));
            case ZSTD -> new CoalescingOutput(new ZstdOutput(sink, compression));
        };
    }

    /** Returns a stream that writes to the given one and, when closed, also closes this compressor. */
    OutputStream closedWith(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                stream.write(source, offset, length);
            }

            /** Flushing first, as the superclass does, would add an empty block to a zstd frame. */
            @Override
            public void close() throws IOException {
                try (Compressor.this) {
                    stream.close();
                }
            }
        };
    }

    CompressionThreads threads() {
        return threads;
    }

    @Override
    public void close() {
        threads.close();
    }
}
