package dev.sengi.archive.internal.compress;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.sengi.archive.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Compresses into one zstd frame without checksum or content size. Workers are started, and {@link ZstdTuning} is
 * consulted, only if the content is large enough: both take longer than compressing a small table.
 */
final class ZstdOutput extends OutputStream {
    private static final int DEFAULT_LEVEL = 3;
    /** The window that libzstd uses for long-distance matching, and the largest that its decoder accepts by default. */
    private static final int LONG_WINDOW_LOG = 27;

    /** libzstd compresses less than this in one thread, if it knows the size. */
    private static final int JOB_SIZE = 512 * 1024;

    /** Each worker holds a job's content and its compressed form; libzstd's own choice is 8 MiB. */
    private static final int MODEST_JOB_SIZE = 2 * JOB_SIZE;

    private static final int FIRST_SIZE = 64 * 1024;

    private final OutputStream sink;
    private final Compression compression;
    /** The content so far, while it is not yet known whether it is large. */
    private byte[] start = new byte[0];

    private int filled;
    /** Null until that is known. */
    private ZstdOutputStreamNoFinalizer frame;

    private boolean closed;

    /** @param sink closed with this stream */
    ZstdOutput(OutputStream sink, Compression compression) throws IOException {
        ZstdLibrary.load();
        this.sink = sink;
        this.compression = compression;
        if (compression.workers() == 0 && !isTunable()) {
            frame = frame(0);
        }
    }

    /** {@return whether the caller left libzstd's parameters at their defaults} */
    private boolean isTunable() {
        return compression.level().isEmpty() && !compression.longDistance();
    }

    private ZstdOutputStreamNoFinalizer frame(int workers) throws IOException {
        ZstdOutputStreamNoFinalizer made =
                new ZstdOutputStreamNoFinalizer(sink, compression.level().orElse(DEFAULT_LEVEL));
        try {
            configure(made, workers);
        } catch (IOException | RuntimeException e) {
            made.closeWithoutClosingParentStream();
            throw e;
        }
        return made;
    }

    private void configure(ZstdOutputStreamNoFinalizer made, int workers) throws IOException {
        if (compression.longDistance()) {
            made.setLong(LONG_WINDOW_LOG);
        }
        if (workers > 0) {
            made.setWorkers(workers);
            if (isTunable()) {
                made.setJobSize(MODEST_JOB_SIZE);
            }
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int collected = frame == null ? collect(source, offset, length) : 0;
        if (frame != null) {
            frame.write(source, offset + collected, length - collected);
        }
    }

    /** Collects enough content to know that it is large, and then begins its frame. */
    private int collect(byte[] source, int offset, int length) throws IOException {
        int count = Math.min(length, JOB_SIZE - filled);
        if (filled + count > start.length) {
            start = Arrays.copyOf(start, Math.min(JOB_SIZE, Math.max(FIRST_SIZE, 2 * (filled + count))));
        }
        System.arraycopy(source, offset, start, filled, count);
        filled += count;
        if (filled == JOB_SIZE) {
            frame = frame(compression.workers());
            if (isTunable()) {
                ZstdTuning.of(start, filled).apply(frame);
            }
            writeStart();
        }
        return count;
    }

    private void writeStart() throws IOException {
        frame.write(start, 0, filled);
        start = null;
    }

    /** Ends the frame. Does not flush first, which would add an empty block. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            boolean begun = frame != null;
            if (!begun) {
                frame = frame(0);
            }
            Closeable memory = frame::closeWithoutClosingParentStream;
            try (memory) {
                if (!begun) {
                    writeStart();
                }
            }
        }
    }
}
