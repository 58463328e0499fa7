package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.Report.Comparison;
import java.util.List;
import java.util.Locale;

/** The report as a Markdown page. */
final class MarkdownReport {
    private static final int SHOWN_DIFFERENCES = 20;

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    MarkdownReport(Report report) {
        this.report = report;
    }

    String text() {
        text.setLength(0);
        introduction();
        missed();
        slower();
        for (Metric metric : Metric.values()) {
            table(metric);
        }
        comparisons();
        method();
        return text.toString();
    }

    private void introduction() {
        line("""
                # Benchmarks

                The following command wrote this page on %s. It runs PostgreSQL's own programs (real) and Sengi's (ours)
                in turn. Less is better in all tables.

                    benchmarks/run %s
                """, report.date(), report.options());
        line("![Ours divided by real](%s)", Report.PICTURE);
        line("");
        line("| | |");
        line("|-|-|");
        Machine machine = report.machine();
        line("| Processors | %d, %s |", machine.processors(), machine.processor());
        line("| Memory | %s |", machine.memory());
        line("| System | %s |", machine.system());
        if (machine.load() >= 0) {
            line("| Load | %.2f before the first run |", machine.load());
        }
        line("| Java | %s |", machine.java());
        report.versions().forEach((name, version) -> line("| %s | %s |", name, version));
        line("");
    }

    private void missed() {
        line("## What misses its goal");
        line("");
        if (report.missed().isEmpty()) {
            line("Nothing that this run measured.");
        }
        for (ResultRow row : report.missed()) {
            line(
                    "- %s, %s: %s, ratio %s; the goal is %s",
                    row.title(),
                    row.metric().title().toLowerCase(Locale.ROOT),
                    ours(row),
                    ratio(row.ratioMedian()),
                    goal(row));
        }
        line("");
    }

    private void slower() {
        line("## What takes longer than with the real program");
        line("");
        if (report.slower().isEmpty()) {
            line("Nothing that this run measured.");
        }
        for (ResultRow row : report.slower()) {
            line("- %s: %s times as long", row.title(), ratio(row.ratioMedian()));
        }
        line("");
    }

    private void table(Metric metric) {
        List<ResultRow> rows = report.of(metric);
        if (rows.isEmpty()) {
            return;
        }
        line("## %s", metric.title());
        line("");
        line("| Work | Real | Ours | Ours ÷ real, median | Least to most | Goal | Result |");
        line("|------|-----:|-----:|--------------------:|--------------:|-----:|--------|");
        for (ResultRow row : rows) {
            line(
                    "| %s | %s | %s | %s | %s | %s | %s |",
                    row.title(),
                    value(metric, row.realMedian()),
                    ours(row),
                    ratio(row.ratioMedian()),
                    row.isMeasured() ? ratio(row.ratioMin()) + " to " + ratio(row.ratioMax()) : "–",
                    goal(row),
                    row.verdict().markdown());
        }
        line("");
    }

    private void comparisons() {
        line("""
                ## Results compared

                Our scripts and lists must have the real ones' bytes. The real `pg_restore` restores our archives, and ours
                restores the real ones'; objects, comments and the content of every table, sequence and large object must
                equal the source's.

                | Work | Result |
                |------|--------|""");
        for (Comparison comparison : report.comparisons()) {
            String result = comparison.result();
            boolean equal = result.equals("equal");
            line("| %s | %s |", comparison.title(), equal ? result : "**" + cell(result) + "**");
        }
        line("");
        for (Comparison comparison : report.comparisons()) {
            comparison.differences().stream()
                    .limit(SHOWN_DIFFERENCES)
                    .forEach(difference -> line("- %s: `%s`", comparison.title(), difference));
        }
    }

    private void method() {
        line("""
                ## How it is measured

                These are the databases, whose sizes are multiplied by %s here:
                """, trimmed(report.scale()));
        for (Source source : Source.values()) {
            line("- %s: %s", source.title(), source.description());
        }
        line("");
        line(
                """
                The server is PostgreSQL %s on the same machine, without synchronous writes. Each program runs in a process of
                its own, whose start is included. A pair is one run of each, and which comes first changes from pair to pair;
                the number of pairs is %d, and three times that for the dump of one. The ratio is the median of the pairs' ratios.
                Ours runs with the launchers' own flags.

                %s
                1 MB is 2^20 bytes. A relay adds the 20 ms to each round trip; one is counted each time that the client sends
                something after it got something. [%s](%s) contains the figures of all runs.""",
                report.versions().get(BenchmarkSuite.SERVER),
                report.runs(),
                report.accounting(),
                Report.JSON,
                Report.JSON);
    }

    private static String ours(ResultRow row) {
        return value(row.metric(), row.oursMedian());
    }

    private static String goal(ResultRow row) {
        Goal goal = row.goal();
        if (goal == null) {
            return "–";
        }
        return "≤ " + (goal.relative() ? ratio(goal.limit()) : value(goal.metric(), goal.limit()));
    }

    private static String value(Metric metric, Double value) {
        if (value == null) {
            return "–";
        }
        boolean whole = metric == Metric.ROUND_TRIPS || metric == Metric.MEMORY;
        return (String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", value) + " " + metric.unit()).strip();
    }

    private static String ratio(Double ratio) {
        return ratio == null ? "–" : String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String trimmed(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String cell(String content) {
        return content.replace("|", "\\|");
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
