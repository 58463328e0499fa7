package dev.sengi.archive.internal.codec;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the primitives that {@link PrimitiveInput} describes and reads, with 4-byte integers and 8-byte offsets.
 *
 * <p>The last bytes written stay in the buffer until more follow or {@link #flush()} is called, so output that is
 * closed without a flush is always incomplete.
 */
public final class PrimitiveOutput implements Closeable {
    static final int INT_SIZE = 4;
    static final int OFFSET_SIZE = 8;

    private static final int BUFFER_SIZE = 64 * 1024;
    /** Writes of at least this size bypass an empty buffer, because copying them costs more than another call. */
    private static final int LARGE = 32 * 1024;

    private final ByteSink sink;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int filled;
    /** Position of the buffer's first byte. */
    private long bufferStart;

    public PrimitiveOutput(ByteSink sink) throws IOException {
        this.sink = sink;
        bufferStart = sink.position();
    }

    public boolean seekable() {
        return sink.seekable();
    }

    /** Returns the position of the next byte. */
    public long position() {
        return bufferStart + filled;
    }

    public void seek(long position) throws IOException {
        drain();
        sink.seek(position);
        bufferStart = position;
    }

    public void writeByte(int value) throws IOException {
        if (filled == BUFFER_SIZE) {
            drain();
        }
        buffer[filled++] = (byte) value;
    }

    public void writeInt(int value) throws IOException {
        writeByte(value < 0 ? 1 : 0);
        int magnitude = value < 0 ? -value : value;
        for (int i = 0; i < INT_SIZE; i++) {
            writeByte(magnitude >>> (8 * i));
        }
    }

    /** Returns an integer as {@link #writeInt} writes it. */
    public static byte[] bytes(int value) {
        byte[] bytes = new byte[1 + INT_SIZE];
        bytes[0] = (byte) (value < 0 ? 1 : 0);
        int magnitude = value < 0 ? -value : value;
        for (int i = 0; i < INT_SIZE; i++) {
            bytes[1 + i] = (byte) (magnitude >>> (8 * i));
        }
        return bytes;
    }

    /** Writes the bytes of a string, or a null string if {@code bytes} is null. */
    public void writeStringBytes(byte[] bytes) throws IOException {
        if (bytes == null) {
            writeInt(-1);
        } else {
            writeInt(bytes.length);
            write(bytes, 0, bytes.length);
        }
    }

    public void writeOffset(DataOffset offset) throws IOException {
        writeByte(offset.state().code());
        for (int i = 0; i < OFFSET_SIZE; i++) {
            writeByte((int) (offset.position() >>> (8 * i)));
        }
    }

    public void write(byte[] source, int offset, int length) throws IOException {
        if (length > BUFFER_SIZE - filled) {
            drain();
        }
        if (length >= LARGE && filled == 0) {
            sink.write(source, offset, length);
            bufferStart += length;
        } else {
            System.arraycopy(source, offset, buffer, filled, length);
            filled += length;
        }
    }

    /** Returns this as a stream, which does not close it. */
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                writeByte(b);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                PrimitiveOutput.this.write(source, offset, length);
            }
        };
    }

    public void flush() throws IOException {
        drain();
        sink.flush();
    }

    /** Closes the output; bytes that have not been flushed are lost. */
    @Override
    public void close() throws IOException {
        sink.close();
    }

    private void drain() throws IOException {
        if (filled == 0) {
            return;
        }
        sink.write(buffer, 0, filled);
        bufferStart += filled;
        filled = 0;
    }
}
