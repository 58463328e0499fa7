package dev.sengi.archive.internal.custom;

import dev.sengi.archive.internal.codec.PrimitiveOutput;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one data item in chunks, one per write, as {@link ChunkInput} reads them. */
final class ChunkOutput extends OutputStream {
    private final OutputStream block;
    private boolean closed;

    /** @param block not closed with the item */
    ChunkOutput(OutputStream block) {
        this.block = block;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the data item has been closed");
        }
        // A chunk of length 0 would end the item.
        if (length > 0) {
            block.write(PrimitiveOutput.bytes(length));
            block.write(source, offset, length);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            block.write(PrimitiveOutput.bytes(0));
        }
    }
}
