package dev.sengi.restore.parallel;

import dev.sengi.CancelledException;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.SengiException;
import java.util.ArrayList;
import java.util.List;

/** Runs workers until all have ended; when one fails, the others are stopped. */
final class WorkerThreads {
    private final ProgressListener listener;
    private List<Worker> workers = List.of();
    private Schedule schedule;
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

    private synchronized void begin(List<Worker> itsWorkers, Schedule itsSchedule) {
        workers = itsWorkers;
        schedule = itsSchedule;
        if (failure != null) {
            schedule.stop();
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
        String text = String.valueOf(cause.getMessage());
        listener.message(Severity.ERROR, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        if (cause instanceof SengiException e) {
            e.details().forEach(detail -> listener.message(Severity.DETAIL, detail));
        }
    }

    private synchronized void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
            if (!(cause instanceof CancelledException)) {
                tell(cause);
            }
            if (schedule != null) {
                schedule.stop();
            }
            workers.forEach(Worker::cancel);
        } else if (failure != cause) {
            failure.addSuppressed(cause);
        }
    }
}
