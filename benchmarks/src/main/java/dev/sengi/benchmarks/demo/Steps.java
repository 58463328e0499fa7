package dev.sengi.benchmarks.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints the steps of the demonstration: each with its number and, when it is done, its duration. */
final class Steps {
    private final PrintStream out;
    private int number;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** Runs a step and prints how long it took. */
    <T> T step(String title, Supplier<T> work) {
        number++;
        out.printf(Locale.ROOT, "%n%d. %s ... ", number, title);
        out.flush();
        long start = System.nanoTime();
        T result = work.get();
        out.println(seconds(Duration.ofNanos(System.nanoTime() - start)));
        return result;
    }

    /** Prints a line about the last step. */
    void detail(String line) {
        out.println("   " + line);
    }

    /** Prints the last lines. */
    void summary(String title, String... lines) {
        out.println();
        out.println(title);
        for (String line : lines) {
            out.println("   " + line);
        }
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    static String kilobytes(long bytes) {
        return String.format(Locale.ROOT, "%,d kB", (bytes + 512) / 1024);
    }
}
