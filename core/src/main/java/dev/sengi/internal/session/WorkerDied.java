package dev.sengi.internal.session;

/** Suppressed by an exception that ended a worker's session, to say that the listener has been told of it already. */
public final class WorkerDied extends Exception {
    private static final long serialVersionUID = 1L;

    WorkerDied() {
        super("a worker process died unexpectedly", null, false, false);
    }
}
