package dev.sengi.internal.session.worker;

import dev.sengi.CancelledException;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.SengiException;
import dev.sengi.internal.session.Interruption;
import dev.sengi.internal.session.Rethrowing;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.WorkerDied;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Runs workers until all have ended. If one fails, the others are stopped. Workers that get no connection are left out
 * as long as at least one worker has one.
 */
public final class WorkerThreads {
    /** The time between two cancel requests: a request has no effect if the server is between two commands. */
    private static final long PERIOD_MILLIS = 100;
    /** The number of cancel requests before connections are closed. */
    private static final int REQUESTS = 5;

    private final String work;
    private final ProgressListener listener;
    private final Function<IOException, String> words;
    private volatile List<WorkerThread> threads = List.of();
    private volatile Runnable waking;
    private Throwable failure;
    private int connecting;
    private int connected;
    private SengiException unconnected;
    private volatile boolean optional;
    private boolean over;
    /** Whether other code has interrupted a worker, which closes a channel that others may be using. */
    private volatile boolean interrupted;

    /**
     * @param work what the workers do, for threads' names and messages
     * @param listener receives errors, from any thread
     * @param words returns the message for a file or stream that a worker could not use
     */
    public WorkerThreads(String work, ProgressListener listener, Function<IOException, String> words) {
        this.work = work;
        this.listener = listener;
        this.words = words;
    }

    /**
     * Runs the workers; called once.
     *
     * @param wakingUp stops the workers' wait for each other, because one has failed; called by any thread, repeatedly
     *
     * @throws SengiException if a worker throws it; the first one to fail wins. Its exception has been reported to the
     *     listener, which a suppressed {@link WorkerDied} marks
     * @throws IOException likewise
     * @throws CancelledException if {@link #cancel()} has been called, or a worker's thread was interrupted
     */
    public void run(List<? extends SessionWorker> workers, Runnable wakingUp) throws IOException {
        begin(workers, wakingUp);
        try {
            start();
        } finally {
            await();
        }
        Throwable cause = failure();
        if (cause == null) {
            return;
        }
        if (interrupted && cause instanceof ClosedChannelException) {
            throw cancelled(cause);
        }
        if (!(cause instanceof CancelledException) && (connected > 0 || cause != unconnected)) {
            cause.addSuppressed(new WorkerDied());
        }
        throw Rethrowing.unchanged(cause);
    }

    /**
     * Runs the workers like {@link #run}, but only warns if none of them gets a connection; called once.
     *
     * @return whether any worker had a connection
     */
    public boolean runIfAnyConnects(List<? extends SessionWorker> workers, Runnable wakingUp) throws IOException {
        optional = true;
        run(workers, wakingUp);
        return connected > 0;
    }

    /** Ends the workers soon; called by any thread, even before they run. */
    public void cancel() {
        fail(cancelled(null));
        stop();
    }

    private CancelledException cancelled(Throwable cause) {
        return new CancelledException(work + " was cancelled", cause);
    }

    /** Closes the workers' connections; called by any thread. */
    public void abort() {
        threads.forEach(WorkerThread::abort);
    }

    private void begin(List<? extends SessionWorker> workers, Runnable wakingUp) {
        waking = wakingUp;
        List<WorkerThread> made = new ArrayList<>();
        for (SessionWorker worker : workers) {
            made.add(new WorkerThread(worker, work + "-" + (made.size() + 1), this::work));
        }
        connecting = made.size();
        threads = made;
        if (failure() != null) {
            stop();
        }
    }

    /** Starts the threads. If the system cannot create all of them, those already started are stopped. */
    private void start() {
        try {
            threads.forEach(WorkerThread::start);
        } catch (OutOfMemoryError e) {
            fail(e);
        }
    }

    private synchronized Throwable failure() {
        return failure;
    }

    /** Waits for the workers, whatever happens, because they must not outlive the run. */
    private void await() {
        boolean interrupted = false;
        int requests = 0;
        for (WorkerThread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join(PERIOD_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel();
                }
                if (failure() != null) {
                    stop();
                    requests++;
                }
                if (interrupted && requests > REQUESTS) {
                    abort();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Catches everything, because the others must not wait for tasks that this worker will never finish.
    private void work(WorkerThread thread) {
        try {
            if (connect(thread)) {
                thread.worker().work();
                end();
            }
        } catch (Throwable e) {
            interrupted |= Interruption.explains(e);
            fail(Interruption.explains(e) ? cancelled(e) : e);
        } finally {
            close(thread.worker());
        }
    }

    private boolean connect(WorkerThread thread) {
        SengiException reason = null;
        try {
            thread.connect();
        } catch (CancelledException e) {
            if (isOver()) {
                // The worker was only asked to stop waiting.
                return false;
            }
            throw e;
        } catch (SengiException e) {
            reason = e;
        }
        reportUnconnected(countAttempt(reason));
        return reason == null;
    }

    /**
     * Counts a worker that has obtained a connection or has failed to do so.
     *
     * @return after the last worker, the reason why some have no connection; otherwise null
     */
    private synchronized SengiException countAttempt(SengiException reason) {
        connecting--;
        if (reason == null) {
            connected++;
        } else if (unconnected == null) {
            unconnected = reason;
        }
        return connecting == 0 && !over && failure == null ? unconnected : null;
    }

    private void reportUnconnected(SengiException reason) {
        if (reason == null) {
            return;
        }
        if (connected > 0) {
            String had = connected + " of " + threads.size();
            listener.message(Severity.WARNING, "could open only " + had + " connections: " + reason.getMessage());
        } else if (optional) {
            String more = threads.size() + " more connections";
            listener.message(Severity.WARNING, "could not open any of " + more + ": " + reason.getMessage());
        } else {
            fail(reason);
        }
    }

    /** No tasks are left, so no worker needs to wait for a connection. */
    private void end() {
        synchronized (this) {
            over = true;
        }
        threads.forEach(WorkerThread::stopConnecting);
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void close(SessionWorker worker) {
        try {
            worker.close();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    // Not synchronized: the listener may call back, and cancelling takes time.
    private void fail(Throwable cause) {
        if (!isFirst(cause)) {
            return;
        }
        try {
            // The caller gets an error such as a lack of memory, and decides what to report.
            if (!(cause instanceof CancelledException || cause instanceof Error)) {
                report(cause);
            }
        } finally {
            stop();
        }
    }

    private synchronized boolean isFirst(Throwable cause) {
        if (failure == null) {
            failure = cause;
            return true;
        }
        if (failure != cause) {
            failure.addSuppressed(cause);
        }
        return false;
    }

    private void report(Throwable cause) {
        String text = cause instanceof IOException e
                ? words.apply(e)
                : cause instanceof SengiException e ? e.fullMessage() : String.valueOf(cause.getMessage());
        listener.message(Severity.ERROR, ServerMessage.withoutLastLineFeed(text));
        if (cause instanceof SengiException e) {
            e.details().forEach(detail -> listener.message(Severity.DETAIL, detail));
        }
    }

    private void stop() {
        Runnable woken = waking;
        if (woken != null) {
            woken.run();
        }
        for (WorkerThread thread : threads) {
            thread.worker().cancel();
            thread.stopConnecting();
        }
    }
}
