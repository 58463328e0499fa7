package dev.sengi.archive.internal.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.zip.Deflater;

/** Compresses into one zlib stream. */
final class ZlibOutput extends OutputStream {
    /** Sufficient for the many small tables of a large schema. */
    private static final int FIRST_BUFFER_SIZE = 1024;

    private static final int BUFFER_SIZE = 64 * 1024;

    private final OutputStream sink;
    private final Deflater deflater;
    private byte[] buffer = new byte[FIRST_BUFFER_SIZE];

    ZlibOutput(OutputStream sink, OptionalInt level) {
        this.sink = sink;
        deflater = new Deflater(level.orElse(Deflater.DEFAULT_COMPRESSION));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        deflater.setInput(source, offset, length);
        while (!deflater.needsInput()) {
            deflate();
        }
    }

    @Override
    public void close() throws IOException {
        try (sink) {
            deflater.finish();
            while (!deflater.finished()) {
                deflate();
            }
        } finally {
            deflater.end();
        }
    }

    private void deflate() throws IOException {
        int count = deflater.deflate(buffer, 0, buffer.length);
        if (count > 0) {
            sink.write(buffer, 0, count);
        }
        if (count == FIRST_BUFFER_SIZE) {
            buffer = new byte[BUFFER_SIZE];
        }
    }
}
