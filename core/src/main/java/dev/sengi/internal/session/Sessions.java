package dev.sengi.internal.session;

/** The sessions that a dump or restore waits for; called by any thread, several times, also after they have ended. */
public interface Sessions {
    /** No sessions. */
    Sessions NONE = of(() -> {}, () -> {});

    static Sessions of(Runnable cancel, Runnable abort) {
        return new Sessions() {
            @Override
            public void cancel() {
                cancel.run();
            }

            @Override
            public void abort() {
                abort.run();
            }
        };
    }

    /** Asks the servers to end what they are doing. */
    void cancel();

    /** Closes the connections, as nothing else has helped. */
    void abort();
}
