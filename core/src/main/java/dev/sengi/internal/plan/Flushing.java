package dev.sengi.internal.plan;

import dev.sengi.CancelledException;
import java.io.Flushable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/** Something that lets commands wait, and executes or writes them when it is flushed. */
public interface Flushing extends Flushable {

    /**
     * Flushes before the restore fails, because PostgreSQL's programs have already done what comes before the failure; a
     * restore that is cancelled does not.
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
