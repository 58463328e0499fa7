package dev.sengi.archive.hostile;

import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.internal.compress.StreamCompression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;

/** Fuzz target for decompression. What other decompressors accept, ours must read to the same result. */
public final class CodecFuzz {
    private static final int ENOUGH = 10 << 20;

    private CodecFuzz() {}

    /**
     * Called by Jazzer, which reports any exception as a finding.
     *
     * @throws IllegalStateException if another decompressor reads something else
     */
    public static void fuzzerTestOneInput(byte[] bytes) {
        for (CompressionAlgorithm algorithm : CompressionAlgorithm.values()) {
            decompressed(bytes, source -> StreamCompression.decompress(algorithm, source));
        }
        byte[] zstd = file(CompressionAlgorithm.ZSTD, bytes);
        byte[] whole = wholeFile(CompressionAlgorithm.ZSTD, bytes);
        requireAlike(whole != null, zstd, whole);
        // lz4-java's stream rejects linked blocks, and accepts matches at distance 0, which the format's specification
        // calls invalid.
        byte[] lz4 = decompressed(bytes, LZ4FrameInputStream::new);
        byte[] ours = file(CompressionAlgorithm.LZ4, bytes);
        requireAlike(lz4 != null && ours != null, lz4, ours);
        // Java's stream ignores a second member if its header is damaged, and rejects data that do not begin with a
        // member.
        byte[] gzip = wholeFile(CompressionAlgorithm.GZIP, bytes);
        requireAlike(gzip != null, gzip, decompressed(bytes, GZIPInputStream::new));
        requireAlike(gzip != null, gzip, file(CompressionAlgorithm.GZIP, bytes));
    }

    private static void requireAlike(boolean comparable, byte[] one, byte[] other) {
        if (comparable && !Arrays.equals(one, other)) {
            throw new IllegalStateException("two decompressors do not agree");
        }
    }

    private static byte[] file(CompressionAlgorithm algorithm, byte... bytes) {
        return decompressed(bytes, source -> StreamCompression.decompressFile(algorithm, source));
    }

    private static byte[] wholeFile(CompressionAlgorithm algorithm, byte... bytes) {
        return decompressed(bytes, source -> StreamCompression.decompressWholeFile(algorithm, source));
    }

    /** Returns the start of the output, or null if the bytes are rejected. */
    private static byte[] decompressed(byte[] bytes, Decompression decompression) {
        try (InputStream in = decompression.open(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(ENOUGH);
        } catch (IOException e) {
            return null;
        }
    }

    private interface Decompression {
        InputStream open(InputStream source) throws IOException;
    }
}
