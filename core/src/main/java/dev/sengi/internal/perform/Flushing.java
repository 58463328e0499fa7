package dev.sengi.internal.perform;

import dev.sengi.CancelledException;
import dev.sengi.internal.session.Interruption;
import java.io.Flushable;
import java.io.IOException;

/** A component that queues commands, and executes or writes them when it is flushed. */
public interface Flushing extends Flushable {

    /**
     * Flushes before a failure is thrown, because PostgreSQL's programs would already have executed the queued
     * commands. Does nothing if the restore has been cancelled.
     */
    default void flushBefore(Exception failure) {
        if (failure instanceof CancelledException || Interruption.explains(failure)) {
            return;
        }
        try {
            flush();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
