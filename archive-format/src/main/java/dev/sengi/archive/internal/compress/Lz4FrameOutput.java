package dev.sengi.archive.internal.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Compresses into one LZ4 frame of independent blocks, without checksums or content size, as {@link Lz4Frame} describes
 * it. lz4-java's own stream clears a buffer of a block's size before each block, which takes a third of the
 * compressor's time.
 */
final class Lz4FrameOutput extends OutputStream {
    /** The first level that spends time on better matches, as in liblz4. */
    private static final int FIRST_HIGH_LEVEL = 3;

    /**
     * The code of 256 KiB. Large blocks compensate for their independence. For blocks of 64 KiB, liblz4 uses a larger
     * table, and takes up to three times as long to save 5 percent.
     */
    private static final int BLOCK_CODE = 5;

    /** Large enough for the many small tables of a large schema. */
    private static final int FIRST_SIZE = 1024;

    private final OutputStream sink;
    private final LZ4Compressor compressor;
    private final int blockSize = Lz4Frame.blockSize(BLOCK_CODE);
    private byte[] content = new byte[FIRST_SIZE];
    private int filled;
    /** A block, preceded by its length. */
    private byte[] block = new byte[0];

    private boolean begun;
    private boolean closed;

    /**
     * @param sink closed with this stream
     * @param level 0 to 12, LZ4's levels: from 3 on, slower but smaller
     */
    Lz4FrameOutput(OutputStream sink, int level) {
        this.sink = sink;
        boolean high = level >= FIRST_HIGH_LEVEL;
        LZ4Factory compressors = Lz4Library.factory();
        compressor = high ? compressors.highCompressor(level) : compressors.fastCompressor();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, blockSize - filled);
            if (count == blockSize) {
                writeBlock(source, at, count);
            } else {
                append(source, at, count);
            }
            at += count;
            left -= count;
        }
    }

    private void append(byte[] source, int offset, int count) throws IOException {
        if (filled + count > content.length) {
            content = Arrays.copyOf(content, Math.min(blockSize, Math.max(filled + count, 4 * content.length)));
        }
        System.arraycopy(source, offset, content, filled, count);
        filled += count;
        if (filled == blockSize) {
            writeBlock(content, 0, filled);
            filled = 0;
        }
    }

    private void writeBlock(byte[] source, int offset, int length) throws IOException {
        begin();
        int most = compressor.maxCompressedLength(length);
        if (block.length < Integer.BYTES + most) {
            block = new byte[Integer.BYTES + most];
        }
        int size = compressor.compress(source, offset, length, block, Integer.BYTES, most);
        int mark = size;
        if (size >= length) {
            System.arraycopy(source, offset, block, Integer.BYTES, length);
            size = length;
            mark = length | Lz4Frame.UNCOMPRESSED;
        }
        littleEndian(block).putInt(mark);
        sink.write(block, 0, Integer.BYTES + size);
    }

    private void begin() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        byte[] header = new byte[Integer.BYTES + 3];
        littleEndian(header)
                .putInt(Lz4Frame.MAGIC)
                .put((byte) (Lz4Frame.VERSION | Lz4Frame.INDEPENDENT_BLOCKS))
                .put((byte) (BLOCK_CODE << 4));
        int check = XXHashFactory.safeInstance().hash32().hash(header, Integer.BYTES, 2, 0);
        header[header.length - 1] = (byte) (check >> Byte.SIZE);
        sink.write(header, 0, header.length);
    }

    private static ByteBuffer littleEndian(byte... bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Ends the frame. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            if (filled > 0) {
                writeBlock(content, 0, filled);
            }
            begin();
            sink.write(new byte[Integer.BYTES], 0, Integer.BYTES);
        }
    }
}
