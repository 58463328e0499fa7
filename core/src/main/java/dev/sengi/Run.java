package dev.sengi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A dump or restore under way in another thread.
 *
 * <pre>{@code
 * try (Run<DumpReport> run = dump.start(Path.of("shop.dump"))) {
 *     while (!run.await(Duration.ofSeconds(1))) {
 *         run.progress().ifPresent(progress -> bar.set(progress.fraction()));
 *     }
 *     DumpReport report = run.await();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 *
 * @param <R> what it results in
 */
public final class Run<R> implements AutoCloseable {
    private final Execution execution;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private volatile Thread worker;

    private Run(Execution execution) {
        this.execution = execution;
    }

    static <R> Run<R> start(Execution execution, Executor executor, Execution.Work<R> work) {
        Run<R> run = new Run<>(execution);
        executor.execute(() -> run.complete(work));
        return run;
    }

    /** Executes in a thread of its own, which ends with the work and keeps no JVM alive. */
    static void inOwnThread(Runnable work) {
        Thread thread = new Thread(work, "sengi-run");
        thread.setDaemon(true);
        thread.start();
    }

    private void complete(Execution.Work<R> work) {
        worker = Thread.currentThread();
        try {
            result.complete(execution.call(work));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /**
     * Waits for the end.
     *
     * @return what it resulted in; the same for every call
     * @throws CancelledException if it was cancelled
     * @throws SengiException as the method that works in the caller's thread does, and so for the others
     * @throws InterruptedException if this thread is interrupted, which does not end the work
     */
    public R await() throws IOException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw Run.<RuntimeException>unchecked(e.getCause());
        }
    }

    /** Throws whatever it is, as it is: an exception of the caller's own stream, say. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    /**
     * Waits for the end, but not for longer than the limit.
     *
     * @return whether it has ended, well or not
     */
    public boolean await(Duration limit) throws InterruptedException {
        try {
            result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            // await() throws it.
        }
        return true;
    }

    /** Returns whether it has ended, well or not. */
    public boolean isDone() {
        return result.isDone();
    }

    /** Returns how far it has come; empty before its first data or entry. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(execution.progress());
    }

    /** Returns a future of the end. Whatever is done to the future does nothing to the run. */
    public CompletableFuture<R> toFuture() {
        return result.copy();
    }

    /**
     * Ends it soon, and what the servers do for it: {@link #await()} throws a {@link CancelledException}. A dump leaves no
     * file; what a restore has committed stays. Does nothing once it has ended.
     */
    public void cancel() {
        execution.cancel();
    }

    /** Cancels it unless it has ended, and waits for its end unless a listener of the run itself calls this. */
    @Override
    public void close() {
        if (!isDone()) {
            cancel();
        }
        boolean interrupted = false;
        while (!isDone() && Thread.currentThread() != worker) {
            try {
                result.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | CancellationException e) {
                // It has ended.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
