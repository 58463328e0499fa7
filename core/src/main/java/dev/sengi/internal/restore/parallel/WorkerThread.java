package dev.sengi.internal.restore.parallel;

import java.util.function.Consumer;

/** The thread of a worker. Safe for use by several threads. */
final class WorkerThread {
    private final Worker worker;
    private final Thread thread;
    private boolean connecting = true;

    /** @param work what the thread does */
    WorkerThread(Worker worker, int number, Consumer<WorkerThread> work) {
        this.worker = worker;
        thread = new Thread(() -> work.accept(this), "restore-" + number);
        thread.setDaemon(true);
    }

    Worker worker() {
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

    /** Opens the worker's session; called by this thread. */
    void connect() {
        try {
            worker.connect();
        } finally {
            endConnecting();
        }
    }

    private synchronized void endConnecting() {
        connecting = false;
        // What was meant for the wait for a connection must not end another one.
        Thread.interrupted();
    }

    /** Ends the wait for a connection of a pool, which may take long. */
    synchronized void stopConnecting() {
        if (connecting) {
            thread.interrupt();
        }
    }
}
