package dev.sengi.benchmarks;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A folder of programs, ours or PostgreSQL's own, and what it takes to run one and to time it.
 *
 * @param bin the folder that holds {@code pg_dump} and {@code pg_restore}
 */
public record Commands(Path bin) {

    /** Returns the commands that {@code mvn package} built. */
    public static Commands built() {
        return new Commands(ProjectLayout.root().resolve("cli/target/sengi/bin"));
    }

    /**
     * Runs a program to its end.
     *
     * @throws AssertionError when it does not exit with 0, with what it wrote to standard error
     */
    public Timed run(String program, String... args) {
        long start = System.nanoTime();
        Result result = ProgramRun.of(bin.resolve(program), List.of(args), new byte[0], Map.of());
        return new Timed(result.assertSuccess(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** What a program wrote, and how long it took from its start to its end. */
    public record Timed(Result result, Duration duration) {}
}
