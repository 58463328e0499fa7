package dev.sengi.cli.progress;

import dev.sengi.DumpReport;
import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.output.HumanSize;
import dev.sengi.cli.output.TextTable;
import dev.sengi.cli.output.TextTable.Column;
import dev.sengi.cli.progress.Tally.Work;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a run did, as text after its end. */
final class Summary implements RunSummary {
    static final int MOST_FAILURES = 5;

    private static final double PERCENT = 100;

    private final String program;
    private final StandardError err;
    private final boolean coloured;

    Summary(String program, StandardError err, boolean coloured) {
        this.program = program;
        this.err = err;
        this.coloured = coloured;
    }

    @Override
    public void dumped(DumpReport report, String target, List<Work> slowest) {
        headline("dumped " + done(report.tables(), report.rows(), report.dataBytes(), report.duration()));
        String part = "";
        if (report.dataBytes() > 0 && report.size() < report.dataBytes()) {
            part = String.format(Locale.ROOT, ", %.0f%% of the data", PERCENT * report.size() / report.dataBytes());
        }
        print("  " + (target == null ? "standard output" : target) + ": " + HumanSize.of(report.size()) + part);
        slowest(slowest);
    }

    @Override
    public void restored(RestoreTotals totals, int tables, List<Work> slowest) {
        String databases = totals.databases().isEmpty()
                ? ""
                : Wording.count(totals.databases().getAsInt(), "database", "databases") + ", ";
        String entries = totals.entries() == 0 ? "" : Wording.count(totals.entries(), "entry", "entries") + ", ";
        headline(
                "restored " + databases + entries + done(tables, totals.rows(), totals.dataBytes(), totals.duration()));
        if (totals.failures() > 0) {
            failures(totals);
        }
        slowest(slowest);
    }

    private static String done(int tables, long rows, long bytes, Duration duration) {
        String counted = tables == 0 ? "" : Wording.count(tables, "table", "tables") + ", ";
        long millis = Math.max(1, duration.toMillis());
        return counted + Wording.rows(rows) + ", " + HumanSize.of(bytes) + " in " + Wording.duration(duration) + " ("
                + HumanSize.of(Math.round(bytes * 1000.0 / millis)) + "/s)";
    }

    private void failures(RestoreTotals totals) {
        print("  " + coloured("31", Wording.count(totals.failures(), "failure", "failures") + ":"));
        List<String> first = totals.first().stream().limit(MOST_FAILURES).toList();
        first.forEach(failure -> print("    " + failure));
        if (totals.failures() > first.size()) {
            print("    and " + (totals.failures() - first.size()) + " more");
        }
    }

    private void slowest(List<Work> works) {
        if (works.isEmpty()) {
            return;
        }
        print("  slowest:");
        TextTable table = new TextTable(
                List.of(new Column("", false), new Column("", true), new Column("", true), new Column("", true)));
        for (Work work : works) {
            table.add(
                    Wording.nameAmongAll(work),
                    Wording.duration(work.duration()),
                    work.bytes() == 0 ? "" : HumanSize.of(work.bytes()),
                    work.hasRows() ? Wording.rows(work.rows()) : "");
        }
        StringWriter lines = new StringWriter();
        try {
            table.write(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The first line contains the column titles, which are empty.
        lines.toString().lines().skip(1).forEach(line -> print("    " + line));
    }

    private void headline(String text) {
        print(coloured("01", program + ":") + " " + text);
    }

    private String coloured(String code, String text) {
        return coloured ? "\33[" + code + "m" + text + "\33[0m" : text;
    }

    private void print(String line) {
        NativeText.println(err, line);
    }
}
