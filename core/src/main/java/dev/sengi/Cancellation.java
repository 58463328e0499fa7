package dev.sengi;

import java.io.IOException;

/** Lets any thread end the work of another one. */
final class Cancellation {
    private final String work;
    private Runnable canceller;
    private boolean cancelled;

    /** @param work what is ended */
    Cancellation(String work) {
        this.work = work;
    }

    /** What can be ended. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does the work.
     *
     * @param itsCanceller ends it; called by any thread
     * @throws CancelledException if it has been cancelled, before it began or meanwhile
     */
    void whileRunning(Runnable itsCanceller, Work ended) throws IOException {
        begin(itsCanceller);
        try {
            ended.run();
        } catch (CancelledException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Whatever went wrong then, it was by that.
            if (isCancelled()) {
                throw cancelled(e);
            }
            throw e;
        } finally {
            end();
        }
    }

    synchronized void cancel() {
        cancelled = true;
        if (canceller != null) {
            canceller.run();
        }
    }

    private synchronized void begin(Runnable itsCanceller) {
        if (cancelled) {
            throw cancelled(null);
        }
        canceller = itsCanceller;
    }

    private synchronized void end() {
        canceller = null;
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private CancelledException cancelled(Exception cause) {
        return new CancelledException(work + " was cancelled", cause);
    }
}
