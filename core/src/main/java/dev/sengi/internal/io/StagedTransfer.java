package dev.sengi.internal.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;

/**
 * Passes bytes from a source that may be slow, such as a decompressor, to a sink, such as a server. If reading takes most
 * of the time, a separate thread reads ahead, so that it overlaps with the sink's work. Otherwise, the sink is the
 * slower part, and handing bytes over to another thread would only cost time.
 *
 * <p>Used by one thread, for one source after another. No thread is left at the end of a source, or after an error.
 */
public final class StagedTransfer {
    private static final long MILLIS_TO_END = 300;

    private final LongSupplier clock;
    private final StageBuffers buffers = new StageBuffers();
    private final boolean waits;
    private boolean mayReadAhead;

    /** Receives what has been read. */
    @FunctionalInterface
    public interface Sink {
        void accept(byte[] bytes, int offset, int count) throws IOException;
    }

    /**
     * @param waits whether to wait until a buffer is full before passing it on, although the source may stall
     * @param mayReadAhead whether another thread may read
     */
    public StagedTransfer(boolean waits, boolean mayReadAhead) {
        this(waits, mayReadAhead, System::nanoTime);
    }

    StagedTransfer(boolean waits, boolean mayReadAhead, LongSupplier clock) {
        this.waits = waits;
        this.mayReadAhead = mayReadAhead;
        this.clock = clock;
    }

    /**
     * Reads the source to its end. An error of the source is thrown unchanged, once the sink has received what precedes
     * it. After an error of the sink, or an interrupt, the source may have been read further.
     *
     * @param source is read by one thread at a time, and is not closed
     * @param sink is only called by the caller's thread
     * @throws InterruptedIOException if the caller's thread is interrupted while it waits for the source
     */
    public void run(InputStream source, Sink sink) throws IOException {
        if (passUntilSlow(source, sink)) {
            readAhead(source, sink);
        }
    }

    /** Returns false at the end of the source, and true once another thread should read on. */
    private boolean passUntilSlow(InputStream source, Sink sink) throws IOException {
        StageSample sample = new StageSample(clock);
        StageBuffers.Buffer buffer = buffers.take();
        try {
            boolean more = true;
            boolean isSlow = false;
            while (more && !isSlow) {
                // A read may return only one row, so this loop must do little.
                if (mayReadAhead) {
                    sample.begin();
                }
                try {
                    more = waits ? buffer.fillFrom(source) : buffer.readFrom(source);
                    isSlow = mayReadAhead && sample.end(StageBuffers.SIZE);
                } finally {
                    buffer.passTo(sink);
                    buffer.clear();
                }
            }
            return more;
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void readAhead(InputStream source, Sink sink) throws IOException {
        Ahead ahead = new Ahead(source);
        try {
            ahead.thread.start();
        } catch (OutOfMemoryError e) {
            // The system cannot create another thread.
            mayReadAhead = false;
            run(source, sink);
            return;
        }
        ahead.passTo(sink);
    }

    /** Reads the rest of a source on another thread. */
    private final class Ahead {
        private final InputStream source;
        /** Ends with an empty element. */
        private final BlockingQueue<Optional<StageBuffers.Buffer>> full =
                new ArrayBlockingQueue<>(StageBuffers.COUNT + 1);

        private final Thread thread = new Thread(this::readOn, "sengi-data");

        /** Set before the end of the queue. */
        private Throwable failure;

        private volatile boolean abandoned;

        Ahead(InputStream source) {
            this.source = source;
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
        }

        // Catches everything, because a caller's channel may throw a checked exception that it does not declare.
        private void readOn() {
            try {
                boolean more = true;
                while (more && !abandoned) {
                    StageBuffers.Buffer buffer = buffers.take();
                    try {
                        more = buffer.fillFrom(source);
                    } finally {
                        full.add(Optional.of(buffer));
                    }
                }
            } catch (Throwable e) {
                failure = e;
            } finally {
                full.add(Optional.empty());
            }
        }

        void passTo(Sink sink) throws IOException {
            try {
                for (Optional<StageBuffers.Buffer> next = next(); next.isPresent(); next = next()) {
                    pass(next.get(), sink);
                }
            } finally {
                end();
            }
            if (failure != null) {
                StageBuffers.rethrow(failure);
            }
        }

        private Optional<StageBuffers.Buffer> next() throws InterruptedIOException {
            try {
                return full.take();
            } catch (InterruptedException e) {
                throw StageBuffers.interrupted();
            }
        }

        private void pass(StageBuffers.Buffer buffer, Sink sink) throws IOException {
            try {
                buffer.passTo(sink);
            } finally {
                buffers.giveBack(buffer);
            }
        }

        /** Waits for the thread, which ends as soon as it has finished a read, or at once if this one is interrupted. */
        private void end() {
            abandoned = true;
            takeBack();
            try {
                thread.join();
            } catch (InterruptedException e) {
                thread.interrupt();
                endBriefly();
                Thread.currentThread().interrupt();
            }
            takeBack();
        }

        /** The source may be slow to notice an interrupt. */
        private void endBriefly() {
            try {
                thread.join(MILLIS_TO_END);
            } catch (InterruptedException e) {
                // The caller's thread will be interrupted anyway.
            }
        }

        private void takeBack() {
            for (Optional<StageBuffers.Buffer> next = full.poll(); next != null; next = full.poll()) {
                next.ifPresent(buffers::giveBack);
            }
        }
    }
}
