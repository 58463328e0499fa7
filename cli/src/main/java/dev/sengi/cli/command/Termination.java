package dev.sengi.cli.command;

import dev.sengi.Run;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Handles requests to end the process while a server is working for it. */
@FunctionalInterface
public interface Termination {

    /** Work that can be cancelled. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** The exit code of most commands if they are asked to end. */
    int EXIT_CODE = 1;

    /**
     * Does the work.
     *
     * @param exitCode the exit code if the process is asked to end
     * @param cancel cancels the work; called by another thread
     * @param messages reports the cancellation
     */
    void during(int exitCode, Runnable cancel, Messages messages, Work work) throws IOException;

    /** Does the work like the other method, with the usual exit code. */
    default void during(Runnable cancel, Messages messages, Work work) throws IOException {
        during(EXIT_CODE, cancel, messages, work);
    }

    /**
     * Lets requests end the process immediately as long as no server is working for it. By default, they may wait until
     * one is, because the real program, which starts faster, might already be using the server.
     */
    default void endAtOnce() {}

    /** Waits for a run to finish, and cancels it if the process is asked to end, with the usual exit code. */
    default <R> R await(Run<R> run, Messages messages) throws IOException {
        return await(EXIT_CODE, run, messages);
    }

    /** Waits for a run to finish, and cancels it if the process is asked to end. */
    default <R> R await(int exitCode, Run<R> run, Messages messages) throws IOException {
        List<R> result = new ArrayList<>(1);
        during(exitCode, run::cancel, messages, () -> {
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
        return (exitCode, cancel, messages, work) -> work.run();
    }
}
