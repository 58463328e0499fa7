package dev.sengi.archive.internal.directory;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.internal.compress.Compressor;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses into a file. If nothing is written, lz4 and zstd leave it empty, as in pg_dump; gzip writes an empty
 * member.
 */
final class DataFileOutput extends OutputStream {
    private final OutputStream file;
    private final Compressor compressor;
    private OutputStream data;

    DataFileOutput(OutputStream file, Compression compression, Compressor compressor) throws IOException {
        this.file = file;
        this.compressor = compressor;
        if (compression.algorithm() == CompressionAlgorithm.GZIP) {
            data();
        }
    }

    @Override
    public void write(int b) throws IOException {
        data().write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (length > 0) {
            data().write(source, offset, length);
        }
    }

    @Override
    public void close() throws IOException {
        if (data == null) {
            file.close();
        } else {
            data.close();
        }
    }

    private OutputStream data() throws IOException {
        if (data == null) {
            data = compressor.compressFile(file);
        }
        return data;
    }
}
