package dev.sengi.archive.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compresses into one LZ4 frame ({@link Lz4Frame}) as pg_dump makes them: linked blocks of 64 KiB, neither checksums nor
 * content size.
 */
final class Lz4FrameOutput extends OutputStream {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final OutputStream sink;
    private final Lz4BlockEncoder encoder;
    /** A block's length and the block, so that the sink gets them in one piece. */
    private final byte[] piece = new byte[Integer.BYTES + Lz4BlockEncoder.BLOCK_SIZE];

    private boolean closed;

    /** @param level 0 to 12, as LZ4 has them: from 3 on more time is spent on fewer bytes */
    Lz4FrameOutput(OutputStream sink, int level) throws IOException {
        this.sink = sink;
        encoder = new Lz4BlockEncoder(Lz4MatchFinder.ofLevel(level));
        byte[] header = new byte[7];
        INTS.set(header, 0, Lz4Frame.MAGIC);
        header[4] = Lz4Frame.VERSION;
        header[5] = Lz4Frame.SMALLEST_BLOCK_CODE << 4;
        header[6] = (byte) (XxHash32.hash(header, 4, 2) >>> 8);
        sink.write(header, 0, header.length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            done += encoder.fill(source, offset + done, length - done);
            if (encoder.blockLength() == Lz4BlockEncoder.BLOCK_SIZE) {
                writeBlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            if (encoder.blockLength() > 0) {
                writeBlock();
            }
            sink.write(new byte[Integer.BYTES], 0, Integer.BYTES);
        }
    }

    private void writeBlock() throws IOException {
        int length = encoder.encode();
        if (length < encoder.blockLength()) {
            INTS.set(piece, 0, length);
            System.arraycopy(encoder.encoded(), 0, piece, Integer.BYTES, length);
        } else {
            length = encoder.blockLength();
            INTS.set(piece, 0, length | Lz4Frame.UNCOMPRESSED);
            encoder.copyBlock(piece, Integer.BYTES);
        }
        sink.write(piece, 0, Integer.BYTES + length);
        encoder.next();
    }
}
