package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.Accounting.Usage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs and measures them. Used by one thread. */
final class Stopwatch {
    private static final long HOURS_PER_RUN = 1;
    /** The unit in which processor time is counted; a program that took less is counted as one unit. */
    private static final double TICK = 0.01;

    private final Accounting accounting;
    private final Path report;
    private final Path errors;

    /** @param folder for files that are overwritten by each run */
    Stopwatch(Path folder) {
        this(folder, Accounting.available());
    }

    Stopwatch(Path folder, Accounting accounting) {
        this.accounting = accounting;
        report = folder.resolve("usage");
        errors = folder.resolve("errors");
    }

    Accounting accounting() {
        return accounting;
    }

    /**
     * Runs a program in an environment without libpq's variables, and discards its standard output.
     *
     * @throws ProgramFailure if its exit code is not 0, or if it takes more than an hour
     */
    Measurement run(List<String> command) throws ProgramFailure {
        try {
            ProcessBuilder builder = new ProcessBuilder(accounting.wrap(report, command));
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            // Our programs run on the Java that the report names.
            builder.environment().putAll(Map.of("LC_ALL", "C", "JAVA_HOME", System.getProperty("java.home")));
            builder.redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile());
            return measure(builder);
        } catch (IOException e) {
            throw new ProgramFailure(command.get(0) + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailure(command.get(0) + " was interrupted", e);
        }
    }

    private Measurement measure(ProcessBuilder builder) throws IOException, InterruptedException, ProgramFailure {
        long start = System.nanoTime();
        Process process = builder.start();
        try (ResidentMemory memory = ResidentMemory.below(process)) {
            if (!process.waitFor(HOURS_PER_RUN, TimeUnit.HOURS)) {
                throw new ProgramFailure("still running after " + HOURS_PER_RUN + " hour", null);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (process.exitValue() != 0) {
                throw new ProgramFailure(
                        Files.readString(errors).lines().findFirst().orElse("exit code " + process.exitValue()), null);
            }
            Usage usage = accounting.parse(Files.readString(report));
            return new Measurement(
                    seconds, Math.max(TICK, usage.seconds()), Math.max(usage.peakMemory(), memory.peak()), 0, 0);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A program refused its work or failed; the message is the first line that it wrote to standard error. */
    static final class ProgramFailure extends Exception {
        private static final long serialVersionUID = 1L;

        ProgramFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
