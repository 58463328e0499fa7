package dev.sengi.benchmarks.suite;

import com.google.gson.GsonBuilder;
import dev.sengi.benchmarks.suite.ResultRow.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Everything that the reports contain.
 *
 * @param date of the first run, in UTC
 * @param options of the suite, such as {@code --scale 0.1}
 * @param scale factor of the sizes of the databases
 * @param runs pairs of runs per workload
 * @param versions the programs' and the server's, by what they are
 * @param accounting how processor time and memory were measured
 * @param comparisons whether the results of each workload were equal, by its title
 */
record Report(
        String date,
        String options,
        double scale,
        int runs,
        Machine machine,
        Map<String, String> versions,
        String accounting,
        List<ResultRow> rows,
        List<Comparison> comparisons) {

    static final String MARKDOWN = "README.md";
    static final String JSON = "results.json";
    static final String PICTURE = "results.svg";

    /**
     * Whether the results of a workload were equal.
     *
     * @param differences one line each
     */
    record Comparison(String workload, String title, String result, List<String> differences) {
        static Comparison of(Outcome outcome) {
            Workload workload = outcome.workload();
            return new Comparison(workload.name(), workload.title(), outcome.result(), outcome.differences());
        }
    }

    /** Writes the Markdown, the JSON and the picture. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(MARKDOWN), new MarkdownReport(this).text());
        Files.writeString(
                folder.resolve(JSON),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .serializeNulls()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(this) + "\n");
        Files.writeString(folder.resolve(PICTURE), new SvgChart(rows).text());
    }

    List<ResultRow> missed() {
        return rows(row -> row.verdict() == Verdict.MISSED);
    }

    /** Returns the workloads that took longer than with the real program. */
    List<ResultRow> slower() {
        return rows(row -> row.metric() == Metric.ELAPSED && row.isMeasured() && row.ratioMedian() > 1);
    }

    List<ResultRow> of(Metric metric) {
        return rows(row -> row.metric() == metric);
    }

    private List<ResultRow> rows(Predicate<ResultRow> which) {
        return rows.stream().filter(which).toList();
    }
}
