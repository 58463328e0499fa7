package dev.sengi;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.session.Rethrowing;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The caller's streams and listeners. If one of them throws an exception or error, none of them is called again, and
 * the first one thrown is rethrown unchanged, even if other code has wrapped it. Languages other than Java may throw
 * undeclared checked exceptions, too.
 *
 * <p>Used for one run. The streams are not closed. A named pipe that the run itself has opened can block like a
 * caller's stream, so it is interrupted in the same way.
 */
final class CallersCode {
    private final Runnable requireRunning;
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    /** The call that each thread is making to a listener or stream, by thread. */
    private final Map<Thread, CallersCall> inside = new ConcurrentHashMap<>();

    /** @param requireRunning throws an exception if the run has been cancelled or this thread interrupted */
    CallersCode(Runnable requireRunning) {
        this.requireRunning = requireRunning;
    }

    /** Code that may call the caller's streams and listeners. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Runs the work. Rethrows the first exception of the caller's code, if any, otherwise the work's own. */
    void whileRunning(Work work) throws IOException {
        Throwable failure = null;
        try {
            work.run();
        } catch (Throwable e) {
            failure = e;
        }
        Throwable first = thrown.get();
        if (first != null || failure != null) {
            throw Rethrowing.unchanged(first == null ? failure : first);
        }
    }

    private void note(Throwable e) {
        thrown.compareAndSet(null, e);
    }

    /** Returns whether a stream or listener has thrown an exception. */
    boolean haveThrown() {
        return thrown.get() != null;
    }

    private void requireIntact() throws IOException {
        Throwable first = thrown.get();
        if (first != null) {
            // A new exception, because an exception cannot suppress itself.
            throw new IOException("the caller's code has already failed", first);
        }
    }

    /** Returns whether this thread is calling the listener or using a stream. */
    boolean isInside() {
        return inside.containsKey(Thread.currentThread());
    }

    /**
     * Interrupts threads that do not return from the caller's streams. Called repeatedly, by a thread that uses none of
     * them.
     */
    void stopStreams() {
        inside.values().forEach(CallersCall::stop);
    }

    /** Returns the call to leave later, or null if this thread is already in the caller's code. */
    private @Nullable CallersCall enter(boolean isStream) {
        CallersCall call = new CallersCall(isStream);
        return inside.putIfAbsent(Thread.currentThread(), call) == null ? call : null;
    }

    private void leave(@Nullable CallersCall outermost) {
        if (outermost != null) {
            inside.remove(Thread.currentThread());
            outermost.end();
        }
    }

    /** An operation on a stream. */
    @FunctionalInterface
    private interface Use<R extends @Nullable Object> {
        R run() throws IOException;
    }

    private <R extends @Nullable Object> R use(Use<R> use) throws IOException {
        try {
            return interruptibly(use);
        } catch (Throwable e) {
            note(e);
            throw e;
        }
    }

    private <R extends @Nullable Object> R interruptibly(Use<R> use) throws IOException {
        CallersCall outermost = enter(true);
        try {
            return use.run();
        } finally {
            leave(outermost);
        }
    }

    /** Returns a stream that is interrupted like a caller's, but is closed and fails like the run's own: a named pipe's. */
    OutputStream pipe(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                interruptibly(() -> {
                    out.write(bytes, offset, length);
                    return null;
                });
            }
        };
    }

    /** Returns such a stream for reading. */
    InputStream pipe(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                return interruptibly(in::read);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return interruptibly(() -> in.read(bytes, offset, length));
            }

            @Override
            public long skip(long count) throws IOException {
                return interruptibly(() -> in.skip(count));
            }
        };
    }

    OutputStream output(OutputStream stream) {
        return new Output(stream);
    }

    InputStream input(InputStream stream) {
        // The JDK's own class runs none of the caller's code, and must stay recognizable, because its file may be
        // seekable.
        return stream.getClass() == FileInputStream.class ? stream : new Input(stream);
    }

    ProgressListener listener(ProgressListener listener) {
        return new Listener(listener);
    }

    /** Written by hand, because creating a proxy class would slow down the start of every command. */
    private final class Listener implements ProgressListener {
        private final ProgressListener listener;

        Listener(ProgressListener listener) {
            this.listener = listener;
        }

        private void call(Runnable report) {
            if (thrown.get() != null) {
                return;
            }
            CallersCall outermost = enter(false);
            try {
                report.run();
            } catch (RuntimeException | Error e) {
                note(e);
                throw e;
            } catch (Throwable e) {
                note(e);
                // Nothing that calls a listener expects a checked exception.
                throw new IllegalStateException(e);
            } finally {
                leave(outermost);
            }
        }

        @Override
        public void message(Severity severity, String text) {
            call(() -> listener.message(severity, text));
        }

        @Override
        public void databaseStarted(String dbname) {
            call(() -> listener.databaseStarted(dbname));
        }

        @Override
        public void databaseFinished(String dbname) {
            call(() -> listener.databaseFinished(dbname));
        }

        @Override
        public void stageStarted(Stage stage) {
            call(() -> listener.stageStarted(stage));
        }

        @Override
        public void entryStarted(TocEntry entry) {
            call(() -> listener.entryStarted(entry));
        }

        @Override
        public void entryAdvanced(EntryProgress advance) {
            call(() -> listener.entryAdvanced(advance));
        }

        @Override
        public void failed(RestoreFailure failure) {
            call(() -> listener.failed(failure));
        }

        @Override
        public void entryFinished(EntryResult result) {
            call(() -> listener.entryFinished(result));
        }

        @Override
        public void progress(Progress progress) {
            call(() -> listener.progress(progress));
        }
    }

    private final class Output extends FilterOutputStream {
        /** The thread that is writing; an interrupted run does not wait for it. */
        private volatile @Nullable Thread writer;

        Output(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            requireIntact();
            // There may be no other check for cancellation until the end.
            requireRunning.run();
            writer = Thread.currentThread();
            use(() -> {
                out.write(bytes, offset, length);
                return null;
            });
            writer = null;
        }

        @Override
        public void flush() throws IOException {
            requireIntact();
            Thread other = writer;
            if (other != null && other != Thread.currentThread()) {
                throw new InterruptedIOException("the caller's stream is still being written");
            }
            use(() -> {
                out.flush();
                return null;
            });
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private final class Input extends FilterInputStream {
        Input(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            requireIntact();
            // There may be no other check for cancellation while data are skipped.
            requireRunning.run();
            return use(() -> in.read(bytes, offset, length));
        }

        @Override
        public long skip(long count) throws IOException {
            requireIntact();
            requireRunning.run();
            return use(() -> in.skip(count));
        }

        @Override
        public int available() throws IOException {
            requireIntact();
            return use(in::available);
        }

        @Override
        public void close() {
            // The stream belongs to the caller.
        }
    }
}
