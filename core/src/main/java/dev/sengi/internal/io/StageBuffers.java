package dev.sengi.internal.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The fixed number of fixed buffers that the tables of a dump pass through one after the other; made when first needed.
 *
 * <p>Buffers are taken by one thread, and may be given back by another.
 */
public final class StageBuffers {
    static final int COUNT = 8;
    private static final int SIZE = 64 * 1024;

    private final BlockingQueue<Buffer> empty = new ArrayBlockingQueue<>(COUNT);
    private int made;

    /** Bytes on their way. Used by one thread at a time. */
    static final class Buffer {
        private final byte[] bytes = new byte[SIZE];
        private int length;
        boolean last;

        boolean isFull() {
            return length == SIZE;
        }

        /** Appends what fits, and returns how much that was. */
        int append(byte[] source, int offset, int count) {
            int fitting = Math.min(count, SIZE - length);
            System.arraycopy(source, offset, bytes, length, fitting);
            length += fitting;
            return fitting;
        }

        void writeTo(OutputStream target) throws IOException {
            target.write(bytes, 0, length);
        }
    }

    /** Returns an empty buffer, and waits for one where all are in use. */
    Buffer take() throws InterruptedIOException {
        Buffer buffer = empty.poll();
        if (buffer == null && made < COUNT) {
            made++;
            return new Buffer();
        }
        try {
            return buffer == null ? empty.take() : buffer;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Takes a buffer back, whose bytes are forgotten. */
    void giveBack(Buffer buffer) {
        buffer.length = 0;
        buffer.last = false;
        // There is room: no more buffers were made.
        empty.add(buffer);
    }

    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while data were written");
    }
}
