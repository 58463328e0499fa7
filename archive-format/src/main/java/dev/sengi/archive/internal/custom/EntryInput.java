package dev.sengi.archive.internal.custom;

import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.compress.CorruptStreamException;
import dev.sengi.archive.internal.compress.StreamCompression;
import java.io.IOException;
import java.io.InputStream;

/** One item's data, decompressed; decompression errors are reported with their position in the archive. */
final class EntryInput extends InputStream {
    private final PrimitiveInput in;
    private final InputStream data;

    EntryInput(PrimitiveInput in, CompressionAlgorithm compression, ChunkInput item) throws IOException {
        this.in = in;
        data = StreamCompression.decompress(compression, item);
    }

    @Override
    public int read() throws IOException {
        try {
            return data.read();
        } catch (CorruptStreamException e) {
            throw in.corrupt(e.getMessage(), e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return data.read(target, offset, length);
        } catch (CorruptStreamException e) {
            throw in.corrupt(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
