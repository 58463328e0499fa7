package dev.sengi.archive.internal.compress;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.sengi.archive.Compression;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Compresses into one zstd frame without checksum or content size. */
final class ZstdOutput extends FilterOutputStream {
    private static final int DEFAULT_LEVEL = 3;
    /** The window that libzstd uses for long-distance matching, and the largest that its decoder accepts by default. */
    private static final int LONG_WINDOW_LOG = 27;

    ZstdOutput(OutputStream sink, Compression compression) throws IOException {
        super(frame(sink, compression));
    }

    private static OutputStream frame(OutputStream sink, Compression compression) throws IOException {
        ZstdLibrary.load();
        ZstdOutputStreamNoFinalizer frame =
                new ZstdOutputStreamNoFinalizer(sink, compression.level().orElse(DEFAULT_LEVEL));
        if (compression.longDistance()) {
            frame.setLong(LONG_WINDOW_LOG);
        }
        if (compression.workers() > 0) {
            frame.setWorkers(compression.workers());
        }
        return frame;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
    }

    /** Ends the frame; flushing first, as the superclass does, would add an empty block. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
