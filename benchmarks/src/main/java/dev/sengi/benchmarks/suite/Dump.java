package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.Route.Way;
import dev.sengi.benchmarks.suite.Stopwatch.ProgramFailure;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dump. Our script must be identical to the real one, and the real pg_restore must restore from our archive a
 * database that equals the source.
 */
final class Dump implements Work {
    private final Bench bench;
    private final Source source;
    private final Route route;
    private final List<String> real;
    private final List<String> ours;

    /**
     * Describes a dump.
     *
     * @param real options of the real pg_dump, which may lack something that ours can do
     */
    Dump(Bench bench, Source source, Route route, String real, String ours) {
        this.bench = bench;
        this.source = source;
        this.route = route;
        this.real = List.of(real.split(" ", -1));
        this.ours = List.of(ours.split(" ", -1));
    }

    @Override
    public Measurement run(Side side) throws IOException, ProgramFailure {
        delete(output(side));
        try (Way way = route.open(bench.databases().get(source), bench.folder())) {
            List<String> command = new ArrayList<>();
            command.add(bench.program(side, "pg_dump").toString());
            command.addAll(side == Side.REAL ? real : ours);
            command.addAll(List.of("-f", output(side).toString(), "-d", way.connectionString()));
            return bench.stopwatch().run(command).withOutput(size(output(side))).withRoundTrips(way.roundTrips());
        }
    }

    @Override
    public List<String> differences() throws IOException {
        try {
            return ours.stream().anyMatch(option -> option.matches("-F[cd]")) ? restored() : scripts();
        } finally {
            delete(output(Side.REAL));
            delete(output(Side.OURS));
        }
    }

    private List<String> restored() {
        try (TestDatabase target = bench.databases().createTarget()) {
            bench.real()
                    .run(
                            "pg_restore",
                            "-d",
                            target.connectionString(),
                            output(Side.OURS).toString());
            return bench.databases().differences(source, target);
        } catch (AssertionError e) {
            return List.of("the real pg_restore: " + e.getMessage());
        }
    }

    private List<String> scripts() throws IOException {
        try {
            ScriptDiff.assertSame(Files.readAllBytes(output(Side.REAL)), Files.readAllBytes(output(Side.OURS)));
            return List.of();
        } catch (AssertionError e) {
            return e.getMessage().lines().toList();
        }
    }

    private Path output(Side side) {
        return bench.folder().resolve("dump." + side);
    }

    private static long size(Path output) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                size += Files.size(file);
            }
        }
        return size;
    }

    private static void delete(Path output) throws IOException {
        if (Files.exists(output)) {
            try (Stream<Path> files = Files.walk(output)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
