package dev.sengi.cli.command;

import java.io.IOException;

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

    /** Where nobody ends the process before the work is done. */
    static Termination never() {
        return (cancel, messages, work) -> work.run();
    }
}
