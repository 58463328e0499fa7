package dev.sengi.cli;

import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.Termination;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Ends the process as PostgreSQL's programs do on SIGINT, SIGQUIT and SIGTERM. While a server is working for the
 * process, that work is cancelled, a message gives the reason, and the exit code is 1 or one that the command chooses.
 * At other times, and on SIGHUP, the process ends silently with the exit code that shells show for a signal. Unfinished
 * files are removed in any case.
 *
 * <p>Signals come from {@link PendingSignals} if the launcher can block them. Otherwise the JVM ends on all of them but
 * SIGQUIT by running its shutdown hooks, one of which does the same.
 */
final class SignalTermination implements Termination, PendingSignals.Receiver {
    private static final String BLOCKED = "sengi.signals.blocked";
    private static final int SIGNALLED = 128;
    /** How often to check whether cancelled work has ended, in milliseconds. */
    private static final int PERIOD = 100;

    private static final int PERIODS_TO_TIDY_UP = 50;
    private static final int PERIODS_TO_BE_STUCK = 3;
    /** The JDK's classes whose native methods read and write files and pipes, but not sockets. */
    private static final Set<String> FILE_ACCESS = Set.of(
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "sun.nio.ch.FileDispatcherImpl",
            "sun.nio.ch.UnixFileDispatcherImpl");

    /**
     * How long a signal waits for the next work to begin, because the real program, being faster, might already be
     * doing it.
     */
    private static final long MILLISECONDS_TO_BEGIN = 800;

    /** How long after the command's start a signal that arrives during startup waits for work to begin. */
    private static final long MILLISECONDS_TO_START = 3000;

    private final long created = System.nanoTime();
    private Running running;
    private boolean asking;
    private boolean ending;
    private boolean atOnce;

    private record Running(int exitCode, Runnable cancel, Messages messages, CountDownLatch done) {}

    private SignalTermination() {}

    static SignalTermination ofProcess() {
        SignalTermination termination = new SignalTermination();
        if (Boolean.getBoolean(BLOCKED)) {
            PendingSignals.await(termination);
        }
        return termination;
    }

    @Override
    public void during(int exitCode, Runnable cancel, Messages messages, Work work) throws IOException {
        Running now = new Running(exitCode, cancel, messages, new CountDownLatch(1));
        Thread hook = new Thread(() -> end(PendingSignals.TERMINATE, SignalTermination::halt), "termination");
        boolean hooked = !Boolean.getBoolean(BLOCKED);
        if (hooked) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
        begin(now);
        try {
            work.run();
        } finally {
            now.done.countDown();
            finish();
            if (hooked) {
                remove(hook);
            }
        }
    }

    /** Lets signals end the process immediately while a prompt waits for an answer, as the real programs do. */
    <T> T whileAsking(Question<T> question) throws IOException {
        setAsking(true);
        try {
            return question.ask();
        } finally {
            setAsking(false);
        }
    }

    /** Asks the user. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException;
    }

    @Override
    public synchronized void endAtOnce() {
        atOnce = true;
        notifyAll();
    }

    @Override
    public synchronized boolean takesIgnored(int signal) {
        return signal != PendingSignals.HANGUP && running != null && !asking;
    }

    @Override
    public void accept(int signal) {
        awaitBegin();
        end(signal, System::exit);
    }

    private synchronized void begin(Running now) {
        if (ending) {
            awaitTheEnd();
        }
        running = now;
        notifyAll();
    }

    private synchronized void finish() {
        if (ending) {
            awaitTheEnd();
        }
        running = null;
    }

    private synchronized void setAsking(boolean now) {
        asking = now;
        notifyAll();
    }

    /** Returns the time since the command started, in milliseconds. */
    private long age() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - created);
    }

    private synchronized void awaitBegin() {
        long age = age();
        long deadline = Math.max(MILLISECONDS_TO_START, age + MILLISECONDS_TO_BEGIN);
        try {
            while (running == null && !asking && !atOnce && age < deadline) {
                wait(deadline - age);
                age = age();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Running beginEnding() {
        ending = true;
        return asking ? null : running;
    }

    private void end(int signal, IntConsumer exit) {
        Running work = beginEnding();
        if (work == null || signal == PendingSignals.HANGUP) {
            exit.accept(SIGNALLED + signal);
            return;
        }
        work.messages.terminated();
        work.cancel.run();
        try {
            awaitTidiedUp(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exit.accept(work.exitCode);
    }

    /** Nothing can interrupt a thread that waits for the other end of a pipe, such as standard input. */
    private static void awaitTidiedUp(Running work) throws InterruptedException {
        int stuck = 0;
        for (int i = 0; i < PERIODS_TO_TIDY_UP && stuck < PERIODS_TO_BE_STUCK; i++) {
            if (work.done.await(PERIOD, TimeUnit.MILLISECONDS)) {
                return;
            }
            stuck = isStuckInFile() ? stuck + 1 : 0;
        }
    }

    /** Returns whether a thread is waiting for a file, a pipe or a standard stream, as opposed to a server. */
    private static boolean isStuckInFile() {
        for (StackTraceElement[] calls : Thread.getAllStackTraces().values()) {
            if (calls.length > 0 && calls[0].isNativeMethod() && FILE_ACCESS.contains(calls[0].getClassName())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends the JVM, which is already shutting down, only to set the exit code of cancelled work; otherwise, the JVM
     * chooses the code.
     */
    private static void halt(int code) {
        if (code < SIGNALLED) {
            Runtime.getRuntime().halt(code);
        }
    }

    private void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is already running, and will end the process.
            awaitTheEnd();
        }
    }

    /** Waits for the process to end. Waiting releases the lock, which the ending thread needs. */
    private synchronized void awaitTheEnd() {
        while (true) {
            try {
                wait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
