package dev.sengi.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.benchmarks.suite.Outcome.Pair;
import dev.sengi.benchmarks.suite.Report.Comparison;
import dev.sengi.benchmarks.suite.ResultRow.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Statistics and verdicts of fictitious runs. */
class ResultRowTest {
    private static Workload workload(Goal... goals) {
        return new Workload("work", "some `work`", bench -> null, goals);
    }

    private static Measurement took(double seconds, int megabytes) {
        return new Measurement(seconds, 1, (long) megabytes << 20, 0, 0);
    }

    /** Pairs of seconds: real, ours. The real program uses 10 MB, ours 100. */
    private static Outcome outcome(Workload workload, double[]... pairs) {
        List<Pair> runs = Stream.of(pairs)
                .map(pair -> new Pair(took(pair[0], 10), took(pair[1], 100)))
                .toList();
        return new Outcome(workload, runs, List.of(), null);
    }

    private static ResultRow row(Outcome outcome, Metric metric) {
        return ResultRow.of(outcome).stream()
                .filter(row -> row.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private static Report report(Outcome outcome) {
        return new Report(
                "2026-11-26",
                "",
                1,
                3,
                Machine.current(),
                Map.of(),
                "",
                ResultRow.of(outcome),
                List.of(Comparison.of(outcome)));
    }

    /** The quotient of the medians would be 0.5: a machine that is slow for a while affects whole pairs. */
    @Test
    void theRatioIsThatOfPairs() {
        ResultRow row =
                row(outcome(workload(), new double[] {1, 1}, new double[] {2, 2}, new double[] {4, 1}), Metric.ELAPSED);
        assertThat(row.realMedian()).isEqualTo(2);
        assertThat(row.oursMedian()).isEqualTo(1);
        assertThat(List.of(row.ratioMin(), row.ratioMedian(), row.ratioMax())).containsExactly(0.25, 1.0, 1.0);
        assertThat(row.verdict()).isEqualTo(Verdict.NO_GOAL);
    }

    @Test
    void anEvenNumberOfPairsHasAMedianBetweenTwo() {
        ResultRow row = row(outcome(workload(), new double[] {1, 3}, new double[] {1, 1}), Metric.ELAPSED);
        assertThat(List.of(row.ratioMin(), row.ratioMedian(), row.ratioMax())).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void goalsAreForRatiosOrForOurValue() {
        double[][] pairs = {{1, 0.8}};
        assertThat(row(outcome(workload(Goal.ratio(Metric.ELAPSED, 0.8)), pairs), Metric.ELAPSED)
                        .verdict())
                .isEqualTo(Verdict.MET);
        assertThat(row(outcome(workload(Goal.ratio(Metric.ELAPSED, 0.7)), pairs), Metric.ELAPSED)
                        .verdict())
                .isEqualTo(Verdict.MISSED);
        ResultRow memory = row(outcome(workload(Goal.value(Metric.MEMORY, 128)), pairs), Metric.MEMORY);
        assertThat(memory.verdict()).isEqualTo(Verdict.MET);
        assertThat(memory.goalAsRatio()).isEqualTo(12.8);
    }

    @Test
    void whatIsRefusedIsShown() {
        Report report =
                report(Outcome.failed(workload(Goal.ratio(Metric.ELAPSED, 1)), "refused: pg_dump: error: a | b"));
        assertThat(report.rows()).singleElement().extracting(ResultRow::verdict).isEqualTo(Verdict.REFUSED);
        assertThat(new MarkdownReport(report).text())
                .contains(
                        "| some `work` | – | – | – | – | ≤ 1.00 | refused |\n",
                        "| some `work` | **refused: pg_dump: error: a \\| b** |\n");
        assertThat(new SvgChart(report.rows()).text()).contains(">refused</text>");
    }

    @Test
    void whatIsSlowerOrDiffersIsShown() {
        Outcome slow = outcome(workload(Goal.ratio(Metric.ELAPSED, 1.5)), new double[] {1, 2});
        Outcome different = new Outcome(slow.workload(), slow.pairs(), List.of("lost: table t"), null);
        assertThat(new MarkdownReport(report(different)).text())
                .contains(
                        "- some `work`, elapsed time: 2.00 s, ratio 2.00; the goal is ≤ 1.50\n",
                        "- some `work`: 2.00 times as long\n",
                        "| 2.00 s | 2.00 | 2.00 to 2.00 | ≤ 1.50 | **missed** |\n",
                        "**differences: 1**",
                        "- some `work`: `lost: table t`\n");
    }
}
