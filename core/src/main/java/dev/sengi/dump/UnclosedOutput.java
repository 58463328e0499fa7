package dev.sengi.dump;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A caller's stream: flushed where others would close it. */
public final class UnclosedOutput extends FilterOutputStream {

    public UnclosedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
