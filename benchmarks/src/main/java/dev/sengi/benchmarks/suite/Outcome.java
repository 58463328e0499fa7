package dev.sengi.benchmarks.suite;

import java.util.List;

/**
 * The outcome of a workload.
 *
 * @param pairs the runs, each of both sides
 * @param differences how our result differs, one line each
 * @param failure why there is nothing to compare, otherwise null
 */
record Outcome(Workload workload, List<Pair> pairs, List<String> differences, String failure) {

    /** Two runs, one right after the other, so that other load on the machine affects both. */
    record Pair(Measurement real, Measurement ours) {}

    static Outcome failed(Workload workload, String failure) {
        return new Outcome(workload, List.of(), List.of(), failure);
    }

    boolean isFailed() {
        return failure != null;
    }

    /** Returns "equal", or what is wrong. */
    String result() {
        if (isFailed()) {
            return failure;
        }
        return differences.isEmpty() ? "equal" : "differences: " + differences.size();
    }
}
