package dev.sengi.internal.session;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server to cancel what a session is executing. Sends one request at a time, and none once the session has
 * been given back, because that would affect its next user. Safe for use by several threads.
 */
final class CancelRequests {
    private static final Logger LOG = LoggerFactory.getLogger(CancelRequests.class);

    private final PgConnection driver;
    private final AtomicBoolean inBackground = new AtomicBoolean();

    /** Guards the following fields. Never held while waiting for the server. */
    private final Object monitor = new Object();

    private boolean requesting;
    private boolean ended;
    private boolean abandoned;

    CancelRequests(PgConnection driver) {
        this.driver = driver;
    }

    /** Sends a request, and waits until the server has accepted it, the driver gives up, or requests are abandoned. */
    void send() {
        if (begin()) {
            try {
                // If the network has gone silent, the driver waits longer than an abort may take.
                inOwnThread(this::request);
            } catch (OutOfMemoryError e) {
                // The system cannot create another thread.
                request();
            }
            await();
        }
    }

    /** Sends a request without waiting, unless another such request is under way. */
    void sendInBackground() {
        if (inBackground.compareAndSet(false, true)) {
            try {
                inOwnThread(() -> {
                    try {
                        if (begin()) {
                            request();
                        }
                    } finally {
                        inBackground.set(false);
                    }
                });
            } catch (OutOfMemoryError e) {
                // The system cannot create another thread. The caller repeats the request, or aborts the connection.
                inBackground.set(false);
                LOG.debug("could not cancel", e);
            }
        }
    }

    /** Waits for the current request, if any, and sends no others. */
    void end() {
        synchronized (monitor) {
            ended = true;
            await();
        }
    }

    /** Sends no further requests. Nobody waits for the current one, which is harmless once the connection is aborted. */
    void abandon() {
        synchronized (monitor) {
            abandoned = true;
            monitor.notifyAll();
        }
    }

    /** Returns whether a request may be sent; if so, the caller must send it. */
    private boolean begin() {
        synchronized (monitor) {
            await();
            requesting = !ended && !abandoned;
            return requesting;
        }
    }

    private void request() {
        try {
            driver.cancelQuery();
        } catch (SQLException e) {
            // The server is gone, and any code that waits for it gets an error.
            LOG.debug("could not cancel", e);
        } finally {
            synchronized (monitor) {
                requesting = false;
                monitor.notifyAll();
            }
        }
    }

    private void await() {
        awaitWhile(monitor, () -> requesting && !abandoned);
    }

    /** Waits on the monitor while the condition holds, even if interrupted. */
    static void awaitWhile(Object monitor, BooleanSupplier condition) {
        boolean interrupted = false;
        synchronized (monitor) {
            while (condition.getAsBoolean()) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void inOwnThread(Runnable command) {
        Thread thread = new Thread(command, "sengi-ending");
        thread.setDaemon(true);
        // In a silent network, a cancel request may outlive the run, but must not keep an application's class loader
        // alive.
        thread.setContextClassLoader(null);
        thread.start();
    }
}
