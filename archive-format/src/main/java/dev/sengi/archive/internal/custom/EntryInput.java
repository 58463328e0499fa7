package dev.sengi.archive.internal.custom;

import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.compress.CorruptStreamException;
import dev.sengi.archive.internal.compress.StreamCompression;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** One item's data, decompressed; decompression errors are reported with their position in the archive. */
final class EntryInput extends InputStream {
    private final PrimitiveInput in;
    private final InputStream data;
    private final long start;
    private final AtomicLong stored;

    /**
     * @param start where the item's block begins
     * @param stored set to the number of bytes from there to the last one read
     */
    EntryInput(PrimitiveInput in, CompressionAlgorithm compression, ChunkInput item, long start, AtomicLong stored)
            throws IOException {
        this.in = in;
        this.start = start;
        this.stored = stored;
        data = StreamCompression.decompress(compression, item);
    }

    @Override
    public int read() throws IOException {
        try {
            return counted(data.read());
        } catch (CorruptStreamException e) {
            throw in.corrupt(e.getMessage(), e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return counted(data.read(target, offset, length));
        } catch (CorruptStreamException e) {
            throw in.corrupt(e.getMessage(), e);
        }
    }

    private int counted(int result) {
        stored.set(in.position() - start);
        return result;
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
