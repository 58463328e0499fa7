package dev.sengi.cli.command;

import dev.sengi.Run;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** What happens when the process is told to end while a server works for it. */
@FunctionalInterface
public interface Termination {

    /** Work that can be ended. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does the work.
     *
     * @param cancel ends it; called by another thread
     * @param messages told that it was ended
     */
    void during(Runnable cancel, Messages messages, Work work) throws IOException;

    /** Waits for a run to end, and ends it where the process is told to end. */
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

    /** Where nobody ends the process before the work is done. */
    static Termination never() {
        return (cancel, messages, work) -> work.run();
    }
}
