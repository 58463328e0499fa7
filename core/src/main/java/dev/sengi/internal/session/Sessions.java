package dev.sengi.internal.session;

/**
 * The sessions that a dump or restore waits for. Any thread may call these methods, repeatedly, and even after the
 * sessions have ended.
 */
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

    /** Asks the servers to cancel their running queries. */
    void cancel();

    /** Closes the connections, as a last resort. */
    void abort();
}
