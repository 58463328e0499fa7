package dev.sengi.internal.plan;

import dev.sengi.CancelledException;
import java.io.Flushable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/** A component that queues commands, and executes or writes them when it is flushed. */
public interface Flushing extends Flushable {

    /**
     * Flushes before a failure is thrown, because PostgreSQL's programs would already have executed the queued
     * commands. Does nothing if the restore has been cancelled.
     */
    default void flushBefore(Exception failure) {
        boolean isTimeout = failure instanceof SocketTimeoutException;
        if (failure instanceof CancelledException || (failure instanceof InterruptedIOException && !isTimeout)) {
            return;
        }
        try {
            flush();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
