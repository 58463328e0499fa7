package dev.sengi.dump;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands what is written to a thread of its own that writes it on, so that reading from the server and compressing go on
 * at once.
 *
 * <p>Holds a fixed number of fixed buffers. Used by one thread; an error of the other is thrown at the next call.
 */
final class StagedOutput extends OutputStream {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int BUFFERS = 8;

    private final BlockingQueue<Buffer> full = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Buffer> empty = new ArrayBlockingQueue<>(BUFFERS);
    private final OutputStream target;
    private final Thread thread;
    private Buffer current;
    private long written;
    private boolean closed;
    private volatile Throwable failure;

    private static final class Buffer {
        private final byte[] bytes = new byte[BUFFER_SIZE];
        private int length;
        private boolean last;
    }

    /**
     * @param target written to by another thread until this stream is closed; not closed
     */
    StagedOutput(OutputStream target) {
        this.target = target;
        for (int i = 1; i < BUFFERS; i++) {
            empty.add(new Buffer());
        }
        current = new Buffer();
        thread = new Thread(this::writeOn, "sengi-data");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns how many bytes were written to this stream. */
    long written() {
        return written;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (current.length == BUFFER_SIZE) {
                pass(false);
            }
            int count = Math.min(left, BUFFER_SIZE - current.length);
            System.arraycopy(bytes, at, current.bytes, current.length, count);
            current.length += count;
            at += count;
            left -= count;
        }
        written += length;
    }

    /** Waits until the other thread has written everything, and throws what it met. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            pass(true);
        } finally {
            join();
        }
        throwFailure();
    }

    private void pass(boolean last) throws IOException {
        throwFailure();
        current.last = last;
        try {
            full.put(current);
            current = last ? null : empty.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
            throw new InterruptedIOException("interrupted while data were written");
        }
    }

    private void join() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while data were written");
        }
    }

    private void throwFailure() throws IOException {
        Throwable cause = failure;
        if (cause instanceof IOException io) {
            throw new IOException(io.getMessage(), io);
        } else if (cause != null) {
            throw new IllegalStateException(cause);
        }
    }

    /** Once writing has failed, buffers are still taken, so that the writer of this stream never waits for ever. */
    private void writeOn() {
        try {
            for (Buffer buffer = full.take(); ; buffer = full.take()) {
                writeOn(buffer);
                if (buffer.last) {
                    return;
                }
                buffer.length = 0;
                empty.put(buffer);
            }
        } catch (InterruptedException e) {
            failure = e;
        }
    }

    private void writeOn(Buffer buffer) {
        if (failure == null) {
            try {
                target.write(buffer.bytes, 0, buffer.length);
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            }
        }
    }
}
