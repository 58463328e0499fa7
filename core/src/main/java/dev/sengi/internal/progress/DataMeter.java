package dev.sengi.internal.progress;

import dev.sengi.ProgressListener;
import dev.sengi.archive.TocEntry;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reports the data of one entry as it passes: after each mebibyte, and every second while rows or large objects pass. */
public final class DataMeter {
    private static final long BYTES = 1 << 20;
    private static final long NANOS = 1_000_000_000;

    private final TocEntry entry;
    private final ProgressListener listener;
    private long bytes;
    private long rows;
    private long reported = System.nanoTime();

    public DataMeter(TocEntry entry, ProgressListener listener) {
        this.entry = entry;
        this.listener = listener;
    }

    /** Counts a row of a table; its bytes have already been counted. */
    public void row() {
        rows(1);
    }

    /** Counts rows like {@link #row}. */
    public void rows(int count) {
        rows += count;
        reportIfDue();
    }

    /** Counts a piece of a large object. */
    public void piece(long length) {
        count(length);
        reportIfDue();
    }

    private void reportIfDue() {
        if (System.nanoTime() - reported >= NANOS) {
            report();
        }
    }

    /** Reports everything counted since the last report. */
    public void report() {
        if (bytes > 0 || rows > 0) {
            listener.entryAdvanced(EntryEvents.advanced(entry, bytes, rows));
        }
        bytes = 0;
        rows = 0;
        reported = System.nanoTime();
    }

    private void count(long passed) {
        bytes += Math.max(passed, 0);
        if (bytes >= BYTES) {
            report();
        }
    }

    /** Returns a stream that counts the bytes written to it. */
    public OutputStream counting(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                count(1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                out.write(buffer, offset, length);
                count(length);
            }
        };
    }

    /** Returns a stream that counts the bytes read from it, those of a large object. */
    public InputStream counting(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int octet = in.read();
                piece(octet < 0 ? 0 : 1);
                return octet;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = in.read(buffer, offset, length);
                piece(read);
                return read;
            }
        };
    }
}
