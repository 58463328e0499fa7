package dev.sengi;

import dev.sengi.internal.session.Rethrowing;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A dump, restore or comparison that runs in another thread.
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
 * @param <R> the type of its result
 */
public final class Run<R> implements AutoCloseable {
    /** The longest duration that can be counted in nanoseconds. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
    /** Several times as long as a run takes to end if it does not wait for the caller's code. */
    private static final long SECONDS_IF_INTERRUPTED = 5;

    private final Execution execution;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    /** Whether the work has started, or has been prevented from starting. */
    private final AtomicBoolean begun = new AtomicBoolean();

    private volatile @Nullable Thread worker;
    private volatile @Nullable Throwable failure;

    private Run(Execution execution) {
        this.execution = execution;
    }

    static <R> Run<R> start(Execution execution, Executor executor, Execution.Work<R> work) {
        Run<R> run = new Run<>(execution);
        executor.execute(() -> run.complete(work));
        return run;
    }

    /** Executes in a new daemon thread. */
    static void inOwnThread(Runnable work) {
        Thread thread = new Thread(work, "sengi-run");
        thread.setDaemon(true);
        thread.start();
    }

    private void complete(Execution.Work<R> work) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        worker = Thread.currentThread();
        try {
            result.complete(execution.call(work));
        } catch (Throwable e) {
            failure = e;
            result.completeExceptionally(e);
        }
    }

    /**
     * Waits for the end.
     *
     * @return the result; the same for every call
     * @throws CancelledException if the run was cancelled
     * @throws SengiException as the method that runs in the calling thread does
     * @throws IOException as that method does. What the caller's own streams and listeners throw is thrown unchanged
     * @throws InterruptedException if this thread is interrupted, which does not end the run
     */
    public R await() throws IOException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException | CancellationException e) {
            // A future replaces some exceptions with their causes, or with new ones of the same type.
            throw Rethrowing.unchanged(failure == null ? e.getCause() : failure);
        }
    }

    /**
     * Waits for the end, but not longer than the limit.
     *
     * @param limit zero or less to return immediately
     * @return whether the run has ended, successfully or not
     * @throws InterruptedException if this thread is interrupted, which does not end the run
     */
    public boolean await(Duration limit) throws InterruptedException {
        try {
            Duration atMost = limit.compareTo(FOREVER) < 0 ? limit : FOREVER;
            result.get(atMost.isNegative() ? 0 : atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            // await() throws it.
        }
        return true;
    }

    /** {@return whether the run has ended, successfully or not} */
    public boolean isDone() {
        return result.isDone();
    }

    /** {@return the progress of the run; empty before its first data or entry, and while a comparison reads only definitions} */
    public Optional<Progress> progress() {
        return Optional.ofNullable(execution.progress());
    }

    /**
     * {@return a future of the result, or of the exception that {@link #await()} throws} If the future is completed
     * first, for example by {@link CompletableFuture#cancel} or {@link CompletableFuture#orTimeout}, the run is {@linkplain
     * #cancel() cancelled} without waiting for its end. Cancelling a future derived from it does not affect the run.
     */
    public CompletableFuture<R> toFuture() {
        // CompletableFuture.copy() would pass a CompletionException to its dependents.
        CompletableFuture<R> future = new CompletableFuture<>();
        var unused = result.whenComplete((value, failure) -> {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        });
        var unusedToo = future.whenComplete((value, failure) -> {
            if (!isDone()) {
                cancel();
            }
        });
        return future;
    }

    /**
     * Ends the run soon, and cancels the commands that servers are running for it. {@link #await()} then throws a
     * {@link CancelledException}, unless the run completes first. A cancelled dump leaves no file; what a restore has
     * committed stays. Has no effect once the run has ended.
     *
     * <p>If a call to the caller's stream does not return, its thread is interrupted. This ends the wait for a JDK
     * pipe, but it also closes a channel. If the stream ignores interrupts, as sockets' streams do, the run ends only
     * when the call returns; the caller can make it return by closing the stream. Listeners are never interrupted.
     *
     * <p>A dump into a named pipe, or a restore from one into a database, does not wait for the process at the other
     * end, unless that process has not opened the pipe yet or the archive's format was specified.
     */
    public void cancel() {
        execution.cancel();
        if (begun.compareAndSet(false, true)) {
            // The executor has not started the work, and may never do so.
            result.completeExceptionally(execution.cancellation().cancelled(null));
        }
    }

    /**
     * Cancels the run unless it has ended, as {@link #cancel()} describes, and waits for its end. Returns without
     * waiting if it is called by the run's own listener or stream. If this thread is interrupted, it waits for a few
     * seconds at most, which is enough unless a stream or listener does not return, and stays interrupted.
     */
    @Override
    public void close() {
        if (!isDone()) {
            cancel();
        }
        // Listeners and streams are also called by threads for which the worker waits.
        if (Thread.currentThread() == worker || execution.callers().isInside()) {
            return;
        }
        try {
            await(FOREVER);
        } catch (InterruptedException e) {
            awaitBriefly();
            Thread.currentThread().interrupt();
        }
    }

    /** Waits although the thread has been interrupted, but returns if it is interrupted again. */
    private void awaitBriefly() {
        try {
            await(Duration.ofSeconds(SECONDS_IF_INTERRUPTED));
        } catch (InterruptedException e) {
            // A second interrupt means that the caller does not want to wait.
        }
    }
}
