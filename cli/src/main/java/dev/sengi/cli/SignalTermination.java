package dev.sengi.cli;

import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.Termination;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process as PostgreSQL's programs do on SIGINT and SIGTERM: what the servers do for it is cancelled, a message
 * says why, and the exit code is 1.
 *
 * <p>The JVM ends on these signals by running its shutdown hooks; one of them cancels, waits until what was begun has been
 * tidied up, and sets the exit code.
 */
final class SignalTermination implements Termination {
    private static final int EXIT_CODE = 1;
    private static final int SECONDS_TO_TIDY_UP = 5;

    @Override
    public void during(Runnable cancel, Messages messages, Work work) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> end(cancel, messages, done), "termination");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private static void end(Runnable cancel, Messages messages, CountDownLatch done) {
        messages.terminated();
        cancel.run();
        try {
            done.await(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is at work, and ends the process.
            awaitTheEnd();
        }
    }

    private static void awaitTheEnd() {
        while (true) {
            try {
                TimeUnit.DAYS.sleep(1);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
