package dev.sengi.guest;

import dev.sengi.Run;
import dev.sengi.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Streams of a caller in which something happens after a number of bytes. */
final class Incident {
    private final WayOut way;
    private final int after;
    private final TestDatabase database;
    private final Thread caller = Thread.currentThread();
    private Runnable cancel = () -> {};
    private Throwable thrown;
    private boolean happened;
    private long count;

    /** @param after how many bytes pass before it happens */
    Incident(WayOut way, int after, TestDatabase database) {
        this.way = way;
        this.after = after;
        this.database = database;
    }

    /** Work that uses the streams. */
    @FunctionalInterface
    interface Work {
        void run() throws Throwable;
    }

    /** Does the work in this thread. If the work will be cancelled, starts a run instead and waits for its end. */
    void run(Work work, Supplier<Run<?>> start) throws Throwable {
        if (way != WayOut.CANCEL) {
            work.run();
            return;
        }
        CompletableFuture<Run<?>> running = new CompletableFuture<>();
        cancel = () -> running.join().cancel();
        Run<?> run = start.get();
        running.complete(run);
        run.await();
    }

    Throwable thrown() {
        return thrown;
    }

    boolean happened() {
        return happened;
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                pass(1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                pass(length);
            }
        };
    }

    InputStream input(byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                pass(length);
                return super.read(bytes, offset, Math.min(length, 4096));
            }
        };
    }

    private void pass(int length) throws IOException {
        count += length;
        if (count > after && (!happened || way.isCallersOwn())) {
            happened = true;
            happen();
        }
    }

    private void happen() throws IOException {
        switch (way) {
            case CALLERS_IO_EXCEPTION -> throw note(new WayOut.OwnIoException());
            case CALLERS_RUNTIME_EXCEPTION -> throw note(new WayOut.OwnRuntimeException());
            case CALLERS_ERROR -> throw note(new WayOut.OwnError());
            case OUT_OF_MEMORY -> throw note(new OutOfMemoryError("no heap"));
            case INTERRUPT -> caller.interrupt();
            case CANCEL -> cancel.run();
            case KILLED_SESSION ->
                database.server()
                        .maintenance()
                        .value("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '"
                                + database.name() + "'");
            default -> throw new AssertionError(way);
        }
    }

    // The first exception, every time; all calls pass the same type.
    @SuppressWarnings("unchecked")
    private <E extends Throwable> E note(E e) {
        thrown = thrown == null ? e : thrown;
        return (E) thrown;
    }
}
