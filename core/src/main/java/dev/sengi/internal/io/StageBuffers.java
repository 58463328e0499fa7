package dev.sengi.internal.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The fixed set of fixed-size buffers that the tables of a dump or restore share, one table after another; allocated on
 * first use.
 *
 * <p>A buffer may be taken by one thread and returned by another.
 */
public final class StageBuffers {
    static final int COUNT = 4;
    /** Large enough that handing a buffer over costs little compared with filling it. */
    static final int SIZE = 256 * 1024;

    static final String INTERRUPTED = "interrupted while data were in transit";

    private final BlockingQueue<Buffer> empty = new ArrayBlockingQueue<>(COUNT);
    private int made;

    /** Bytes in transit. Used by one thread at a time. */
    static final class Buffer {
        private final byte[] bytes = new byte[SIZE];
        private int length;
        boolean last;

        boolean isEmpty() {
            return length == 0;
        }

        boolean isFull() {
            return length == SIZE;
        }

        /** Appends what fits, and returns its length. */
        int append(byte[] source, int offset, int count) {
            int fitting = Math.min(count, SIZE - length);
            System.arraycopy(source, offset, bytes, length, fitting);
            length += fitting;
            return fitting;
        }

        void writeTo(OutputStream target) throws IOException {
            target.write(bytes, 0, length);
        }

        /** Reads what the source returns at once; returns false at its end. */
        boolean readFrom(InputStream source) throws IOException {
            int count = source.read(bytes, length, SIZE - length);
            length += Math.max(0, count);
            return count >= 0;
        }

        /** Reads until the buffer is full; returns false at the end of the source. */
        boolean fillFrom(InputStream source) throws IOException {
            boolean more = true;
            while (more && length < SIZE) {
                more = readFrom(source);
            }
            return more;
        }

        void passTo(StagedTransfer.Sink sink) throws IOException {
            if (length > 0) {
                sink.accept(bytes, 0, length);
            }
        }

        void clear() {
            length = 0;
        }
    }

    /** Returns an empty buffer; blocks while all are in use. */
    Buffer take() throws InterruptedIOException {
        Buffer buffer = empty.poll();
        if (buffer == null && made < COUNT) {
            Buffer another = new Buffer();
            made++;
            return another;
        }
        try {
            return buffer == null ? empty.take() : buffer;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Takes a buffer back and discards its content. */
    void giveBack(Buffer buffer) {
        buffer.clear();
        buffer.last = false;
        // There is always room: the queue's capacity is the total number of buffers.
        empty.add(buffer);
    }

    /** Throws another thread's error unchanged, unless it is a checked exception that cannot be expected here. */
    static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(failure);
    }

    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(INTERRUPTED);
    }
}
