package dev.sengi.internal.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;

/**
 * Writes to a target that may be slow, such as a compressor. If that takes most of the time, a separate thread takes it
 * over, so that it overlaps with reading from the server. Otherwise, the server is the slower part and works while this
 * thread writes; handing bytes over to another thread would only cost time.
 *
 * <p>Used by one thread. An error of the other thread is thrown unchanged, and only once, by a later call.
 */
public final class StagedOutput extends OutputStream {
    private static final long MILLIS_TO_END = 300;

    /** Writes of at least this size bypass an empty buffer. */
    private static final int LARGE = 32 * 1024;

    private final BlockingQueue<StageBuffers.Buffer> full = new ArrayBlockingQueue<>(StageBuffers.COUNT);
    private final StageBuffers buffers;
    private final OutputStream target;
    private final boolean apart;
    private final StageSample sample;
    /** Null as long as the caller's thread writes. */
    private Thread thread;

    private StageBuffers.Buffer current;
    private long written;
    private boolean closed;
    private boolean thrown;
    /** Whether this thread failed to write to the target. Whatever follows is discarded. */
    private boolean failed;

    private volatile Throwable failure;
    /** Whether to pass on nothing more, not even the last buffer. */
    private volatile boolean abandoned;

    /**
     * @param target written to, possibly by another thread, until this stream is closed; not closed by it
     * @param apart whether another thread writes everything but the last buffer, however fast the target is
     * @param buffers used by this stream alone until it is closed
     */
    public StagedOutput(OutputStream target, boolean apart, StageBuffers buffers) throws IOException {
        this(target, apart, buffers, System::nanoTime);
    }

    StagedOutput(OutputStream target, boolean apart, StageBuffers buffers, LongSupplier clock) throws IOException {
        this.target = target;
        this.apart = apart;
        this.buffers = buffers;
        current = buffers.take();
        sample = new StageSample(clock);
    }

    /** Returns how many bytes were written to this stream. */
    public long written() {
        return written;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (failed) {
            return;
        }
        if (thread == null && !apart && length >= LARGE && current.isEmpty()) {
            writeNow(() -> target.write(bytes, offset, length), length);
        } else {
            append(bytes, offset, length);
        }
        written += length;
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (current.isFull()) {
                empty();
            }
            int count = current.append(bytes, at, left);
            at += count;
            left -= count;
        }
    }

    private void empty() throws IOException {
        if (thread == null && apart) {
            start();
        }
        if (thread == null) {
            StageBuffers.Buffer buffer = current;
            writeNow(() -> buffer.writeTo(target), StageBuffers.SIZE);
            buffer.clear();
        } else {
            throwFailure();
            pass(false);
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private void writeNow(Write write, int count) throws IOException {
        sample.begin();
        boolean done = false;
        try {
            write.run();
            done = true;
        } finally {
            failed |= !done;
        }
        if (sample.end(count)) {
            start();
        }
    }

    /** Waits until everything has been written, and throws the other thread's error, if any. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (thread == null) {
            try {
                if (!failed) {
                    current.writeTo(target);
                }
            } finally {
                buffers.giveBack(current);
            }
            return;
        }
        try {
            pass(true);
        } finally {
            join();
        }
        throwFailure();
    }

    private void start() {
        thread = new Thread(this::writeOn, "sengi-data");
        thread.setDaemon(true);
        thread.start();
    }

    /** Called after a failure as well: only the last buffer ends the other thread. */
    private void pass(boolean last) throws IOException {
        current.last = last;
        try {
            full.put(current);
        } catch (InterruptedException e) {
            abandon(e);
            throw StageBuffers.interrupted();
        }
        current = last ? null : nextBuffer();
    }

    private StageBuffers.Buffer nextBuffer() throws InterruptedIOException {
        try {
            return buffers.take();
        } catch (InterruptedIOException e) {
            abandon(e);
            throw e;
        }
    }

    /** Stops the other thread from writing. */
    private void abandon(Exception cause) {
        failure = cause;
        thrown = true;
        abandoned = true;
        thread.interrupt();
    }

    private void join() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            abandon(e);
            joinBriefly();
            throw StageBuffers.interrupted();
        }
    }

    /** Waits for the other thread, which may still be writing, but only briefly, because the target may be slow. */
    private void joinBriefly() {
        try {
            thread.join(MILLIS_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwFailure() throws IOException {
        Throwable cause = failure;
        if (cause == null || thrown) {
            return;
        }
        thrown = true;
        StageBuffers.rethrow(cause);
    }

    /**
     * After a write fails or someone else interrupts this thread, buffers are still taken, so that this stream's writer
     * never blocks forever.
     */
    private void writeOn() {
        boolean last = false;
        while (!last && !abandoned) {
            try {
                StageBuffers.Buffer buffer = full.take();
                last = buffer.last;
                writeOn(buffer);
                buffers.giveBack(buffer);
            } catch (InterruptedException e) {
                interrupted();
            }
        }
        if (Thread.interrupted() && !abandoned) {
            interrupted();
        }
    }

    private void interrupted() {
        if (failure == null) {
            failure = new InterruptedIOException(StageBuffers.INTERRUPTED);
        }
    }

    // Catches everything, because a caller's stream may throw a checked exception that it does not declare.
    private void writeOn(StageBuffers.Buffer buffer) {
        if (failure == null) {
            try {
                buffer.writeTo(target);
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}
