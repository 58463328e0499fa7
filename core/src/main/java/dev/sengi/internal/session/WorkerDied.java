package dev.sengi.internal.session;

/** A suppressed exception, which marks the exception from a worker's session as already reported to the listener. */
public final class WorkerDied extends Exception {
    private static final long serialVersionUID = 1L;

    public WorkerDied() {
        super("a worker process died unexpectedly", null, false, false);
    }
}
