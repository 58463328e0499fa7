package dev.sengi.cli.progress;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows the state of a run at regular intervals, in a thread of its own. */
final class Ticker {
    private final Display display;
    private final Tally tally;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "progress");

    private Ticker(Display display, Tally tally) {
        this.display = display;
        this.tally = tally;
        thread.setDaemon(true);
    }

    static Ticker start(Display display, Tally tally) {
        Ticker ticker = new Ticker(display, tally);
        ticker.thread.start();
        return ticker;
    }

    private void run() {
        try {
            long millis = display.interval().toMillis();
            while (!stopped.await(millis, TimeUnit.MILLISECONDS)) {
                display.show(tally.state());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            // The run continues without its display.
        }
    }

    /** Shows the last state; nothing is shown after that. */
    void stop() {
        stopped.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        display.end(tally.state());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
