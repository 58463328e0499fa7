package dev.sengi.cli.progress;

import dev.sengi.RestoreReport;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * The totals of one restore or several.
 *
 * @param databases how many were restored completely; empty if there was only one restore
 * @param entries how many were to be restored
 * @param first the first failures, each as one readable line
 * @param dataBytes the size of the data sent
 */
record RestoreTotals(
        OptionalInt databases,
        int entries,
        int failures,
        List<String> first,
        long rows,
        long dataBytes,
        Duration duration) {

    static RestoreTotals of(RestoreReport report) {
        List<String> first = report.failures().stream()
                .limit(Summary.MOST_FAILURES)
                .map(Wording::failure)
                .toList();
        return new RestoreTotals(
                OptionalInt.empty(),
                report.entries(),
                report.failureCount(),
                first,
                report.rows(),
                report.dataBytes(),
                report.duration());
    }
}
