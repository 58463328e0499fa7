package dev.sengi.restore.parallel;

import dev.sengi.CancelledException;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.SengiException;
import dev.sengi.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;

/** Runs workers until all have ended; when one fails, the others are stopped. */
final class WorkerThreads {
    private final ProgressListener listener;
    private volatile List<Worker> workers = List.of();
    private volatile Schedule schedule;
    private Throwable failure;

    WorkerThreads(ProgressListener listener) {
        this.listener = listener;
    }

    /**
     * Runs them once.
     *
     * @throws SengiException if a worker has failed; why, the listener has been told, and the cause says
     * @throws CancelledException if {@link #cancel()} has been called
     */
    void run(List<Worker> itsWorkers, Schedule itsSchedule) {
        begin(itsWorkers, itsSchedule);
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : itsWorkers) {
            Thread thread = new Thread(() -> work(worker), "restore-" + (threads.size() + 1));
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        threads.forEach(this::await);
        Throwable cause = failure();
        if (cause instanceof CancelledException cancelled) {
            throw cancelled;
        }
        if (cause != null) {
            throw new SengiException("a worker process died unexpectedly", cause);
        }
    }

    /** Ends the workers soon; called by any thread, also before they run. */
    void cancel() {
        fail(new CancelledException("restore was cancelled", null));
    }

    private void begin(List<Worker> itsWorkers, Schedule itsSchedule) {
        workers = itsWorkers;
        schedule = itsSchedule;
        if (failure() != null) {
            stop();
        }
    }

    private synchronized Throwable failure() {
        return failure;
    }

    private void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The workers must not outlive the run: they are told, and waited for.
                interrupted = true;
                cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Whatever it is, the others must not wait for what this one will never do.
    private void work(Worker worker) {
        try {
            worker.work();
        } catch (Exception | Error e) {
            fail(e);
        } finally {
            close(worker);
        }
    }

    private void close(Worker worker) {
        try {
            worker.close();
        } catch (SengiException e) {
            fail(e);
        }
    }

    private void tell(Throwable cause) {
        listener.message(Severity.ERROR, ServerMessage.withoutLastLineFeed(String.valueOf(cause.getMessage())));
        if (cause instanceof SengiException e) {
            e.details().forEach(detail -> listener.message(Severity.DETAIL, detail));
        }
    }

    // Without the lock: what is told may call back, and cancelling takes its time.
    private void fail(Throwable cause) {
        if (!isFirst(cause)) {
            return;
        }
        if (!(cause instanceof CancelledException)) {
            tell(cause);
        }
        stop();
    }

    private synchronized boolean isFirst(Throwable cause) {
        if (failure == null) {
            failure = cause;
            return true;
        }
        if (failure != cause) {
            failure.addSuppressed(cause);
        }
        return false;
    }

    private void stop() {
        Schedule stopped = schedule;
        if (stopped != null) {
            stopped.stop();
        }
        workers.forEach(Worker::cancel);
    }
}
