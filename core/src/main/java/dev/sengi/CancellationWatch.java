package dev.sengi;

import dev.sengi.internal.session.Connecting;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the constructing thread's work if it is cancelled or the thread is interrupted. This takes a separate thread,
 * because threads that wait for a server or in the caller's streams notice neither.
 *
 * <p>A cancel request has no effect while the server is between two commands, so it is repeated until the work has
 * ended. After several requests, the connections are closed.
 */
final class CancellationWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CancellationWatch.class);

    private static final long PERIOD_MILLIS = 100;
    /**
     * The number of cancel requests. At one per period, and including the time to clean up, they must take less than a
     * second.
     */
    private static final int REQUESTS = 5;

    private final Thread watched = Thread.currentThread();
    private final Cancellation cancellation;
    private final CallersCode callers;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean interrupted;

    CancellationWatch(Cancellation cancellation, CallersCode callers) {
        this.cancellation = cancellation;
        this.callers = callers;
        Thread thread = new Thread(this::watch, "sengi-cancellation");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns whether the work has been cancelled, or its thread interrupted. */
    boolean isCancelled() {
        if (cancellation.isCancelled()) {
            // This object may have interrupted the thread briefly.
            return true;
        }
        interrupted |= watched.isInterrupted();
        return interrupted;
    }

    private void watch() {
        try {
            int requests = 0;
            while (!over.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isCancelled()) {
                    requests++;
                    tryToEnd(requests);
                }
            }
        } catch (InterruptedException e) {
            // No other code has a reference to this thread.
            Thread.currentThread().interrupt();
        }
    }

    private void tryToEnd(int requests) {
        try {
            end(requests);
        } catch (RuntimeException | OutOfMemoryError e) {
            // The next attempt goes further.
            LOG.debug("could not end cancelled work", e);
        }
    }

    private void end(int requests) {
        Connecting.stop(watched);
        if (requests <= REQUESTS) {
            cancellation.sessions().cancel();
        } else {
            Connecting.abort(watched);
            cancellation.sessions().abort();
        }
        // Last, because an interrupt may close a channel of the caller's, which may take a while.
        callers.stopStreams();
    }

    /** Ends watching, and restores the interrupt status if a library has cleared it. */
    @Override
    public void close() {
        over.countDown();
        if (interrupted) {
            watched.interrupt();
        }
    }
}
