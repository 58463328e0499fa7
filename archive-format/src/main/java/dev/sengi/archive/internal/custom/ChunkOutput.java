package dev.sengi.archive.internal.custom;

import dev.sengi.archive.internal.codec.PrimitiveOutput;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one data item in chunks, one per write, as {@link ChunkInput} reads them. */
final class ChunkOutput extends OutputStream {
    private final PrimitiveOutput out;
    private boolean closed;

    ChunkOutput(PrimitiveOutput out) {
        this.out = out;
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
            out.writeInt(length);
            out.write(source, offset, length);
        }
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            out.writeInt(0);
        }
    }
}
