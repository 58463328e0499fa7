package dev.sengi.benchmarks;

import dev.sengi.benchmarks.Commands.Timed;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times whole dumps and restores of the samples by PostgreSQL's own programs and by ours: the best of several runs,
 * each in a process of its own, whose start is included.
 *
 * <p>Needs the built commands and the real programs (see {@link RealClient}). Arguments: names of samples, by default
 * all that this machine has.
 */
public final class EndToEnd {
    private static final int RUNS = 3;
    private static final String ROW = "%-16s %10s %10s %7s   %10s %10s %7s   %10s %10s%n";

    private final PrintStream out = System.out;
    private final TestServer server = TestServer.current();
    private final Path folder;
    private final Commands ours = Commands.built();
    private final Commands real;

    private EndToEnd(Path folder, Commands real) {
        this.folder = folder;
        this.real = real;
    }

    /** Prints one line per sample. */
    public static void main(String[] args) throws IOException {
        Commands real = RealClient.find()
                .map(client -> new Commands(client.program("pg_dump").getParent()))
                .orElseThrow(() -> new IllegalStateException("PostgreSQL's own programs are missing: set SENGI_PG18"));
        Path folder = ProjectLayout.root().resolve("benchmarks/target/end-to-end");
        Files.createDirectories(folder);
        new EndToEnd(folder, real).run(args.length > 0 ? List.of(args) : present());
    }

    private static List<String> present() {
        return Stream.concat(
                        Stream.of(Samples.DEMO),
                        Samples.REAL.stream().filter(name -> Samples.find(name).isPresent()))
                .toList();
    }

    private void run(List<String> samples) throws IOException {
        out.printf(
                Locale.ROOT,
                ROW,
                "sample",
                "dump real",
                "ours",
                "ratio",
                "restore",
                "ours",
                "ratio",
                "size real",
                "ours");
        for (String sample : samples) {
            compare(sample);
        }
    }

    private void compare(String sample) throws IOException {
        TestDatabase source = server.sample(sample);
        Path realArchive = folder.resolve(sample + ".real.dump");
        Path ourArchive = folder.resolve(sample + ".dump");
        Duration realDump = best(() -> dump(real, source, realArchive));
        Duration ourDump = best(() -> dump(ours, source, ourArchive));
        Duration realRestore = best(() -> restore(real, realArchive));
        Duration ourRestore = best(() -> restore(ours, realArchive));
        out.printf(
                Locale.ROOT,
                ROW,
                sample,
                seconds(realDump),
                seconds(ourDump),
                ratio(realDump, ourDump),
                seconds(realRestore),
                seconds(ourRestore),
                ratio(realRestore, ourRestore),
                kilobytes(realArchive),
                kilobytes(ourArchive));
    }

    private static Timed dump(Commands commands, TestDatabase source, Path archive) {
        return commands.run("pg_dump", "-Fc", "-f", archive.toString(), "-d", source.connectionString());
    }

    // Both programs restore the same archive.
    private Timed restore(Commands commands, Path archive) {
        try (TestDatabase target = server.createDatabase()) {
            return commands.run("pg_restore", "-d", target.connectionString(), archive.toString());
        }
    }

    private static Duration best(Run run) {
        List<Duration> durations = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            durations.add(run.once().duration());
        }
        return durations.stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    private static String ratio(Duration realTime, Duration ourTime) {
        return String.format(Locale.ROOT, "%.2f", (double) ourTime.toNanos() / realTime.toNanos());
    }

    private static String kilobytes(Path file) throws IOException {
        return String.format(Locale.ROOT, "%,d kB", Files.size(file) / 1024);
    }

    @FunctionalInterface
    private interface Run {
        Timed once();
    }
}
