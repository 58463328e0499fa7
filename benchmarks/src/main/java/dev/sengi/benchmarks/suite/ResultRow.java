package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.Outcome.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One metric of one workload, as the reports show it. Its ratios are our value divided by the real one's, one per pair.
 *
 * @param goal null if this metric has none
 * @param real the real program's values in the metric's unit, in the order of the runs
 * @param realMedian null, like all that follow except the verdict, if nothing was measured
 */
record ResultRow(
        String workload,
        String title,
        Metric metric,
        Goal goal,
        List<Double> real,
        List<Double> ours,
        Double realMedian,
        Double oursMedian,
        Double ratioMedian,
        Double ratioMin,
        Double ratioMax,
        Verdict verdict) {

    /** Whether the median meets the goal. */
    enum Verdict {
        MET("met"),
        MISSED("**missed**"),
        NO_GOAL("–"),
        NOT_MEASURED("not measured"),
        REFUSED("refused");

        private final String markdown;

        Verdict(String markdown) {
            this.markdown = markdown;
        }

        String markdown() {
            return markdown;
        }
    }

    /** Returns the rows of a workload: one for each metric that has a goal, or was measured and is always shown. */
    static List<ResultRow> of(Outcome outcome) {
        List<ResultRow> rows = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Goal goal = outcome.workload().goal(metric).orElse(null);
            List<Double> real = values(outcome, metric, Pair::real);
            List<Double> ours = values(outcome, metric, Pair::ours);
            boolean measured = !real.isEmpty() && real.get(0) > 0 && ours.get(0) > 0;
            if (measured && (goal != null || metric.isAlwaysShown())) {
                rows.add(measured(outcome.workload(), metric, goal, real, ours));
            } else if (goal != null) {
                rows.add(missing(outcome, metric, goal));
            }
        }
        return rows;
    }

    private static ResultRow measured(
            Workload workload, Metric metric, Goal goal, List<Double> real, List<Double> ours) {
        double[] ratios = new double[real.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i) / real.get(i);
        }
        double ratio = median(ratios);
        double ourMedian = median(array(ours));
        Verdict verdict = Verdict.NO_GOAL;
        if (goal != null) {
            verdict = (goal.relative() ? ratio : ourMedian) <= goal.limit() ? Verdict.MET : Verdict.MISSED;
        }
        return new ResultRow(
                workload.name(),
                workload.title(),
                metric,
                goal,
                real,
                ours,
                rounded(median(array(real))),
                rounded(ourMedian),
                rounded(ratio),
                rounded(Arrays.stream(ratios).min().orElseThrow()),
                rounded(Arrays.stream(ratios).max().orElseThrow()),
                verdict);
    }

    private static ResultRow missing(Outcome outcome, Metric metric, Goal goal) {
        Workload workload = outcome.workload();
        Verdict verdict = outcome.isFailed() ? Verdict.REFUSED : Verdict.NOT_MEASURED;
        return new ResultRow(
                workload.name(),
                workload.title(),
                metric,
                goal,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                verdict);
    }

    /** Returns whether there are figures. */
    boolean isMeasured() {
        return ratioMedian != null;
    }

    /** Returns the limit for the ratio that amounts to the goal, or null if there is none. */
    Double goalAsRatio() {
        if (goal == null) {
            return null;
        }
        if (goal.relative()) {
            return goal.limit();
        }
        return isMeasured() ? Double.valueOf(goal.limit() / realMedian) : null;
    }

    private static List<Double> values(Outcome outcome, Metric metric, Function<Pair, Measurement> side) {
        return outcome.pairs().stream()
                .map(pair -> rounded(metric.of(side.apply(pair))))
                .toList();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    // More digits would only be noise in the files that are committed.
    private static Double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
