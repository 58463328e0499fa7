package dev.sengi.archive.internal.compress;

import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/** Compresses into one LZ4 frame of independent blocks, without checksums or content size. */
final class Lz4FrameOutput extends OutputStream {
    private static final XXHash32 HASH = XXHashFactory.safeInstance().hash32();
    private static final long UNKNOWN_SIZE = -1;
    /** The first level that spends time on better matches, as in liblz4. */
    private static final int FIRST_HIGH_LEVEL = 3;

    private final OutputStream sink;
    private final OutputStream frame;

    /** @param level 0 to 12, LZ4's levels: from 3 on, slower but smaller */
    Lz4FrameOutput(OutputStream sink, int level) throws IOException {
        // The header and each block's length are written separately.
        this.sink = new CoalescingOutput(sink);
        boolean high = level >= FIRST_HIGH_LEVEL;
        LZ4Factory compressors = Lz4Library.factory();
        LZ4Compressor compressor = high ? compressors.highCompressor(level) : compressors.fastCompressor();
        // Large blocks compensate for their independence, but the fast compressor does better on small ones.
        BLOCKSIZE blockSize = high ? BLOCKSIZE.SIZE_256KB : BLOCKSIZE.SIZE_64KB;
        frame = new LZ4FrameOutputStream(
                this.sink, blockSize, UNKNOWN_SIZE, compressor, HASH, FLG.Bits.BLOCK_INDEPENDENCE);
    }

    @Override
    public void write(int b) throws IOException {
        frame.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        frame.write(source, offset, length);
    }

    /** Ends the frame and closes the sink, which the frame leaves open if ending it fails. */
    @Override
    public void close() throws IOException {
        try (sink) {
            frame.close();
        }
    }
}
