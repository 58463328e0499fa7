package dev.sengi.internal.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that are written. Used by one thread. */
public final class CountingOutput extends FilterOutputStream {
    private long written;

    public CountingOutput(OutputStream target) {
        super(target);
    }

    /** Returns how many bytes were written. */
    public long written() {
        return written;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        written += length;
    }
}
