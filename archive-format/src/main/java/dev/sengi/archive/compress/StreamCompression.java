package dev.sengi.archive.compress;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Opens streams that compress and decompress as PostgreSQL's custom archives do.
 *
 * <p>All of them work in fixed buffers, whatever the data.
 */
public final class StreamCompression {

    private StreamCompression() {}

    /**
     * Returns the decompressed stream. Where it ends, it has made sure that the compressed one is whole and has ended
     * too; closing it frees its memory and closes the source.
     *
     * <p>Its reads throw {@link CorruptStreamException} for damaged data; other exceptions are the source's own.
     */
    public static InputStream decompress(CompressionAlgorithm algorithm, InputStream source) throws IOException {
        return switch (algorithm) {
            case NONE -> source;
            case GZIP -> new ZlibInput(source);
            case LZ4 -> new Lz4FrameInput(source);
            case ZSTD -> new ZstdInput(source);
        };
    }

    /**
     * Returns a stream that compresses into the sink. Its closing completes the compressed data and closes the sink;
     * its {@code flush} does nothing, as it would cost compression.
     */
    public static OutputStream compress(Compression compression, OutputStream sink) throws IOException {
        return switch (compression.algorithm()) {
            case NONE -> sink;
            case GZIP -> new CoalescingOutput(new ZlibOutput(sink, compression.level()));
            case LZ4 -> new Lz4FrameOutput(sink, compression.level().orElse(0));
            case ZSTD -> new CoalescingOutput(new ZstdOutput(sink, compression));
        };
    }
}
