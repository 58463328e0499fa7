package dev.sengi.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * Polls for signals that the launcher has blocked: they stay pending, and Linux lists pending signals in {@code
 * /proc/self/status}.
 *
 * <p>Handlers in Java are not sufficient: the JVM reserves SIGQUIT, which ends PostgreSQL's programs just as SIGINT
 * does, and a signal that arrives before the JVM is up ends the process silently.
 */
final class PendingSignals {
    static final int HANGUP = 1;
    static final int INTERRUPT = 2;
    static final int QUIT = 3;
    static final int TERMINATE = 15;

    private static final int[] BLOCKED = {TERMINATE, INTERRUPT, QUIT, HANGUP};
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PENDING = "\nShdPnd:\t";
    private static final String IGNORED = "\nSigIgn:\t";
    private static final int DIGITS = 16;
    private static final long MILLISECONDS = 50;

    private PendingSignals() {}

    /** Starts a daemon thread that calls the receiver with the first signal that arrives. */
    static void await(Receiver receiver) {
        Thread thread = new Thread(() -> watch(receiver), "signals");
        thread.setDaemon(true);
        thread.start();
    }

    /** Receives the signal. */
    interface Receiver extends IntConsumer {
        /** @return whether to receive a signal that was ignored when the process started, as in background jobs */
        boolean takesIgnored(int signal);
    }

    private static void watch(Receiver receiver) {
        try {
            int signal = sent(receiver);
            while (signal == 0) {
                Thread.sleep(MILLISECONDS);
                signal = sent(receiver);
            }
            receiver.accept(signal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a pending signal, or 0 if there is none. */
    private static int sent(Receiver receiver) {
        try {
            String status = Files.readString(STATUS, StandardCharsets.ISO_8859_1);
            long pending = mask(status, PENDING);
            for (int signal : BLOCKED) {
                if (has(pending, signal) && (!has(mask(status, IGNORED), signal) || receiver.takesIgnored(signal))) {
                    return signal;
                }
            }
        } catch (IOException | OutOfMemoryError e) {
            // There may be too many open files, or too little memory; the command itself reports that.
        }
        return 0;
    }

    private static boolean has(long mask, int signal) {
        return (mask >>> (signal - 1) & 1) != 0;
    }

    /** Returns the field's value, or 0 if it is missing. */
    private static long mask(String status, String field) {
        int found = status.indexOf(field);
        if (found < 0) {
            return 0;
        }
        int start = found + field.length();
        return Long.parseUnsignedLong(status, start, start + DIGITS, 16);
    }
}
