package dev.sengi;

import dev.sengi.internal.session.Interruption;
import dev.sengi.internal.session.Sessions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets any thread end the work of another one. Interrupting the working thread, or one that works for it, also ends it.
 *
 * <p>A cancellation is permanent; an interrupt affects only the current work.
 */
final class Cancellation {
    private final String work;
    private volatile Sessions running = Sessions.NONE;
    private volatile boolean cancelled;

    /** @param work names the work in messages */
    Cancellation(String work) {
        this.work = work;
    }

    /** Work that can be cancelled. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does the work.
     *
     * @param callers whose streams the work may be waiting for
     * @throws CancelledException if it has been cancelled or one of its threads was interrupted, before or during the
     *     work
     */
    void whileRunning(Work ended, CallersCode callers) throws IOException {
        requireRunning();
        try (CancellationWatch watch = new CancellationWatch(this, callers)) {
            run(ended, watch, callers);
        } finally {
            running = Sessions.NONE;
        }
    }

    private void run(Work ended, CancellationWatch watch, CallersCode callers) throws IOException {
        try {
            ended.run();
        } catch (CancelledException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // After a cancellation, any failure is its consequence. What a caller's stream throws says nothing about
            // the
            // threads of the run.
            if (watch.isCancelled() || (Interruption.explains(e) && !callers.haveThrown())) {
                throw cancelled(e);
            }
            throw e;
        }
    }

    /**
     * Checks that the work may continue.
     *
     * @throws CancelledException if it has been cancelled, or this thread interrupted
     */
    void requireRunning() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw cancelled(null);
        }
    }

    /** Sets the sessions that the work waits for. */
    void waitsFor(Sessions sessions) {
        running = sessions;
        if (cancelled) {
            sessions.cancel();
        }
    }

    /** Ends the current work and any that starts later. */
    void cancel() {
        cancelled = true;
        running.cancel();
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Returns the sessions that the work waits for now. */
    Sessions sessions() {
        return running;
    }

    /** Returns the exception for cancelled work. */
    CancelledException cancelled(@Nullable Exception cause) {
        return new CancelledException(work + " was cancelled", cause);
    }
}
