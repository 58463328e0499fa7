package dev.sengi.cli.command;

import dev.sengi.Run;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Handles requests to end the process while a server works for it. */
@FunctionalInterface
public interface Termination {

    /** Work that can be cancelled. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does the work.
     *
     * @param cancel cancels the work; called by another thread
     * @param messages reports the cancellation
     */
    void during(Runnable cancel, Messages messages, Work work) throws IOException;

    /** Waits for a run to finish, and cancels it if the process is asked to end. */
    default <R> R await(Run<R> run, Messages messages) throws IOException {
        List<R> result = new ArrayList<>(1);
        during(run::cancel, messages, () -> {
            try {
                result.add(run.await());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        });
        return result.get(0);
    }

    /** Returns a termination for a process that is never asked to end. */
    static Termination never() {
        return (cancel, messages, work) -> work.run();
    }
}
