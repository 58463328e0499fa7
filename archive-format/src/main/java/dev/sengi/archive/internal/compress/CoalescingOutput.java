package dev.sengi.archive.internal.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Collects small writes, such as a table's rows, for a compressor whose calls are expensive. */
final class CoalescingOutput extends OutputStream {
    /** Large enough for the many small tables of a large schema. */
    private static final int FIRST_SIZE = 1024;

    private static final int SIZE = 64 * 1024;

    private final OutputStream target;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int filled;
    private boolean closed;

    CoalescingOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        makeRoom(1);
        buffer[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (length >= SIZE) {
            drain();
            target.write(source, offset, length);
        } else {
            makeRoom(length);
            System.arraycopy(source, offset, buffer, filled, length);
            filled += length;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (target) {
            drain();
        }
    }

    private void makeRoom(int count) throws IOException {
        if (count > SIZE - filled) {
            drain();
        }
        if (count > buffer.length - filled) {
            buffer = Arrays.copyOf(buffer, SIZE);
        }
    }

    private void drain() throws IOException {
        if (filled > 0) {
            target.write(buffer, 0, filled);
            filled = 0;
        }
    }
}
