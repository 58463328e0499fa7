package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.Outcome.Pair;
import dev.sengi.benchmarks.suite.Stopwatch.ProgramFailure;
import dev.sengi.benchmarks.suite.Work.Bench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs both sides of workloads in turn. Which one comes first changes from pair to pair. */
final class Alternation {
    private final Bench bench;
    private final int runs;

    /** @param runs the number of pairs */
    Alternation(Bench bench, int runs) {
        this.bench = bench;
        this.runs = runs;
    }

    /** Runs a workload, and compares the results. A program that fails ends the workload, not the suite. */
    Outcome run(Workload workload) throws IOException {
        Work work = workload.work().apply(bench);
        List<Pair> pairs = new ArrayList<>();
        try {
            for (int i = 0; i < runs * workload.repetitions(); i++) {
                // The very first run is ours, because ours may refuse work that would take the real program a long
                // time.
                pairs.add(i % 2 == 0 ? oursFirst(work) : realFirst(work));
            }
        } catch (ProgramFailure e) {
            return Outcome.failed(
                    workload, pairs.isEmpty() ? "refused: " + e.getMessage() : "failed: " + e.getMessage());
        }
        return new Outcome(workload, pairs, work.differences(), null);
    }

    private static Pair oursFirst(Work work) throws IOException, ProgramFailure {
        Measurement ours = work.run(Side.OURS);
        return new Pair(work.run(Side.REAL), ours);
    }

    private static Pair realFirst(Work work) throws IOException, ProgramFailure {
        Measurement real = work.run(Side.REAL);
        return new Pair(real, work.run(Side.OURS));
    }
}
