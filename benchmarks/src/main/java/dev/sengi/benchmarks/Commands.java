package dev.sengi.benchmarks;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A directory of programs, ours or PostgreSQL's own, which can be run and timed.
 *
 * @param bin the directory that contains {@code pg_dump} and {@code pg_restore}
 */
public record Commands(Path bin) {

    /** Returns the commands that {@code mvn package} built. */
    public static Commands built() {
        return new Commands(ProjectLayout.root().resolve("cli/target/sengi/bin"));
    }

    /**
     * Runs a program to completion.
     *
     * @throws AssertionError if it does not exit with 0; contains what it wrote to standard error
     */
    public Timed run(String program, String... args) {
        long start = System.nanoTime();
        Result result = ProgramRun.of(bin.resolve(program), List.of(args), new byte[0], Map.of());
        return new Timed(result.assertSuccess(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** What a program wrote, and how long it took, including its start. */
    public record Timed(Result result, Duration duration) {}
}
