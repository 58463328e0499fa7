package dev.sengi.archive.compress;

import java.io.IOException;
import java.io.OutputStream;

/** Gathers small writes, a table's rows, before a compressor whose calls are dear. */
final class CoalescingOutput extends OutputStream {
    private static final int SIZE = 64 * 1024;

    private final OutputStream target;
    private final byte[] buffer = new byte[SIZE];
    private int filled;
    private boolean closed;

    CoalescingOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == SIZE) {
            drain();
        }
        buffer[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (length > SIZE - filled) {
            drain();
        }
        if (length >= SIZE) {
            target.write(source, offset, length);
        } else {
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

    private void drain() throws IOException {
        if (filled > 0) {
            target.write(buffer, 0, filled);
            filled = 0;
        }
    }
}
