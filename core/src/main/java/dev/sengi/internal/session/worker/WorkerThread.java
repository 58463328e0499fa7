package dev.sengi.internal.session.worker;

import dev.sengi.internal.session.Connecting;
import java.util.function.Consumer;

/** The thread of a worker. Safe for use by several threads. */
final class WorkerThread {
    private final SessionWorker worker;
    private final Thread thread;
    private boolean connecting = true;

    /**
     * @param name of the thread
     * @param work the code that the thread runs
     */
    WorkerThread(SessionWorker worker, String name, Consumer<WorkerThread> work) {
        this.worker = worker;
        thread = new Thread(() -> work.accept(this), name);
        thread.setDaemon(true);
    }

    SessionWorker worker() {
        return worker;
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    /** Opens the worker's session; called by the worker's own thread. */
    void connect() {
        try {
            worker.connect();
        } finally {
            endConnecting();
        }
    }

    /** Closes the worker's connection immediately, even if it has just been opened. */
    void abort() {
        Connecting.abort(thread);
        worker.abort();
    }

    private synchronized void endConnecting() {
        connecting = false;
        // An interrupt meant to end the wait for a connection must not interrupt anything else.
        Thread.interrupted();
    }

    /** Ends the wait for a connection, which may take a long time. */
    synchronized void stopConnecting() {
        if (connecting) {
            thread.interrupt();
            Connecting.stop(thread);
        }
    }
}
