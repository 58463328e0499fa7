package dev.sengi.archive.internal.compress;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Decompresses LZ4 frames ({@link Lz4Frame}), one after another, to the end of the last.
 *
 * <p>The libraries are unsuitable: lz4-java rejects linked blocks, which pg_dump always writes, and commons-compress
 * moves its whole window for every sequence of such a block.
 */
final class Lz4FrameInput extends InputStream {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final XXHashFactory HASHES = XXHashFactory.safeInstance();
    private static final XXHash32 HASH = HASHES.hash32();
    private static final int SEED = 0;

    private final InputStream source;
    private final byte[] number = new byte[Long.BYTES];

    private boolean inFrame;
    private int flags;
    private StreamingXXHash32 contentHash;
    private int blockSize;
    private byte[] block = {};
    /** Decompressed bytes: up to a window's length of the preceding blocks, then the current block. */
    private byte[] content = {};

    private int next;
    private int filled;
    private boolean ended;

    Lz4FrameInput(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return nextBlock() ? content[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!nextBlock()) {
            return -1;
        }
        int count = Math.min(length, filled - next);
        System.arraycopy(content, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Ensures that content is available, and returns false at the end. */
    private boolean nextBlock() throws IOException {
        while (next == filled && !ended) {
            if (inFrame) {
                readBlock();
            } else {
                beginFrame();
            }
        }
        return next < filled;
    }

    private void beginFrame() throws IOException {
        int first = source.read();
        if (first < 0) {
            ended = true;
            return;
        }
        number[0] = (byte) first;
        readFully(number, 1, Integer.BYTES - 1);
        int magic = (int) INTS.get(number, 0);
        if ((magic & ~0xf) == Lz4Frame.SKIPPABLE_MAGIC) {
            skipFrame(Integer.toUnsignedLong(readNumber()));
        } else if (magic == Lz4Frame.MAGIC) {
            readDescriptor();
        } else {
            throw corrupt("frame has no magic number");
        }
    }

    private void skipFrame(long length) throws IOException {
        for (long left = length; left > 0; left--) {
            readFully(number, 0, 1);
        }
    }

    private void readDescriptor() throws IOException {
        byte[] descriptor = new byte[2 + Long.BYTES + Integer.BYTES + 1];
        readFully(descriptor, 0, 2);
        flags = descriptor[0] & 0xff;
        int length = 2 + (flagged(Lz4Frame.CONTENT_SIZE) ? Long.BYTES : 0);
        readFully(descriptor, 2, length - 2 + 1);
        int blockCode = (descriptor[1] & 0xff) >>> 4;
        if ((flags & Lz4Frame.VERSION_MASK) != Lz4Frame.VERSION
                || blockCode < Lz4Frame.SMALLEST_BLOCK_CODE
                || blockCode > Lz4Frame.LARGEST_BLOCK_CODE) {
            throw corrupt("frame has a header of another version");
        }
        if (flagged(Lz4Frame.DICTIONARY)) {
            throw corrupt("frame needs a dictionary");
        }
        if (descriptor[length] != (byte) (HASH.hash(descriptor, 0, length, SEED) >>> 8)) {
            throw corrupt("frame has a header with a wrong checksum");
        }
        beginContent(Lz4Frame.blockSize(blockCode));
    }

    private void beginContent(int size) {
        if (content.length < Lz4Frame.WINDOW + size) {
            content = new byte[Lz4Frame.WINDOW + size];
            block = new byte[size];
        }
        blockSize = size;
        next = 0;
        filled = 0;
        contentHash = flagged(Lz4Frame.CONTENT_CHECKSUM) ? HASHES.newStreamingHash32(SEED) : null;
        inFrame = true;
    }

    private void readBlock() throws IOException {
        int field = readNumber();
        if (field == 0) {
            endFrame();
            return;
        }
        int length = field & ~Lz4Frame.UNCOMPRESSED;
        if (length > blockSize) {
            throw corrupt("block is larger than its frame allows");
        }
        readFully(block, 0, length);
        if (flagged(Lz4Frame.BLOCK_CHECKSUMS) && readNumber() != HASH.hash(block, 0, length, SEED)) {
            throw corrupt("block has a wrong checksum");
        }
        decode(length, (field & Lz4Frame.UNCOMPRESSED) == 0);
        if (contentHash != null) {
            contentHash.update(content, next, filled - next);
        }
    }

    private void decode(int length, boolean compressed) throws CorruptStreamException {
        int history = Math.min(filled, Lz4Frame.WINDOW);
        System.arraycopy(content, filled - history, content, 0, history);
        next = history;
        if (compressed) {
            int lowest = flagged(Lz4Frame.INDEPENDENT_BLOCKS) ? history : 0;
            filled = Lz4BlockDecoder.decode(block, length, content, history, history + blockSize, lowest);
        } else {
            System.arraycopy(block, 0, content, history, length);
            filled = history + length;
        }
    }

    private void endFrame() throws IOException {
        if (contentHash != null && readNumber() != contentHash.getValue()) {
            throw corrupt("content has a wrong checksum");
        }
        inFrame = false;
    }

    private boolean flagged(int flag) {
        return (flags & flag) != 0;
    }

    private int readNumber() throws IOException {
        readFully(number, 0, Integer.BYTES);
        return (int) INTS.get(number, 0);
    }

    private void readFully(byte[] target, int offset, int length) throws IOException {
        if (source.readNBytes(target, offset, length) < length) {
            throw corrupt("frame is truncated");
        }
    }

    private static CorruptStreamException corrupt(String what) {
        return new CorruptStreamException("could not decompress: LZ4 " + what);
    }
}
