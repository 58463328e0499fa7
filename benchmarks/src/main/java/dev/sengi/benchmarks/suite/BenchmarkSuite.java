package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.Commands;
import dev.sengi.benchmarks.suite.Report.Comparison;
import dev.sengi.benchmarks.suite.Work.Bench;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.RealClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares Sengi's commands with PostgreSQL's own programs, on a server of its own, and writes the report. {@code
 * benchmarks/run} builds what this needs, and starts it.
 */
public final class BenchmarkSuite {
    static final String SERVER = "Server";
    private static final String JAVA_OPTIONS = "SENGI_JAVA_OPTS";

    private final Options options;
    private final Commands real;
    private final Commands ours = Commands.built();
    private final PrintStream out;

    BenchmarkSuite(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        real = RealClient.find()
                .map(client -> new Commands(client.program("pg_dump").getParent()))
                .orElseThrow(() -> new IllegalStateException("PostgreSQL's own programs are missing: set SENGI_PG18"));
    }

    /** Exits with 1 if a result of ours differs, and with 2 if an option is wrong. */
    public static void main(String[] args) throws IOException {
        Options options;
        try {
            options = Options.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new BenchmarkSuite(options, System.out).run() ? 0 : 1);
    }

    /** Runs the suite; returns whether all results of ours were equal. */
    boolean run() throws IOException {
        Path folder = ProjectLayout.root().resolve("benchmarks/target/suite");
        Files.createDirectories(folder);
        Machine machine = Machine.current();
        Stopwatch stopwatch = new Stopwatch(folder);
        try (Databases databases = new Databases(options.scale(), folder, real)) {
            Bench bench = new Bench(databases, stopwatch, folder, real, ours);
            Map<String, String> versions = versions(databases);
            List<Outcome> outcomes = new ArrayList<>();
            Alternation alternation = new Alternation(bench, options.runs());
            for (Workload workload : options.workloads()) {
                outcomes.add(run(alternation, workload));
                // An interrupted comparison leaves the report of what has been measured.
                report(machine, versions, stopwatch, outcomes).write(options.out());
            }
            out.println("The report is in " + options.out());
            return outcomes.stream().allMatch(outcome -> outcome.differences().isEmpty());
        }
    }

    private Report report(Machine machine, Map<String, String> versions, Stopwatch stopwatch, List<Outcome> outcomes) {
        return new Report(
                LocalDate.now(ZoneOffset.UTC).toString(),
                options.text(),
                options.scale(),
                options.runs(),
                machine,
                versions,
                stopwatch.accounting().description(),
                outcomes.stream()
                        .flatMap(outcome -> ResultRow.of(outcome).stream())
                        .toList(),
                outcomes.stream().map(Comparison::of).toList());
    }

    private Outcome run(Alternation alternation, Workload workload) throws IOException {
        out.printf(Locale.ROOT, "%-20s ", workload.name());
        out.flush();
        Outcome outcome = alternation.run(workload);
        ResultRow elapsed = ResultRow.of(outcome).get(0);
        if (elapsed.isMeasured()) {
            out.printf(
                    Locale.ROOT,
                    "real %7.2f s   ours %7.2f s   ratio %.2f (%.2f to %.2f)   ",
                    elapsed.realMedian(),
                    elapsed.oursMedian(),
                    elapsed.ratioMedian(),
                    elapsed.ratioMin(),
                    elapsed.ratioMax());
        }
        out.println(outcome.result());
        return outcome;
    }

    private Map<String, String> versions(Databases databases) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put(SERVER, databases.serverVersion());
        versions.put("Real", version(real));
        versions.put("Ours", version(ours) + ", commit " + System.getProperty("sengi.commit", "unknown"));
        String javaOptions = System.getenv(JAVA_OPTIONS);
        if (javaOptions != null) {
            versions.put(JAVA_OPTIONS, javaOptions);
        }
        return versions;
    }

    private static String version(Commands commands) {
        return commands.run("pg_dump", "--version").result().text().strip();
    }
}
