package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.Route.Way;
import dev.sengi.benchmarks.suite.Stopwatch.ProgramFailure;
import dev.sengi.testing.TestDatabase;
import java.util.List;

/** A restore of an archive that the real pg_dump has written, into an empty database, which must equal the source. */
final class Restore implements Work {
    private final Bench bench;
    private final Source source;
    private final Route route;
    private final String option;
    private List<String> differences;

    Restore(Bench bench, Source source, Route route, String option) {
        this.bench = bench;
        this.source = source;
        this.route = route;
        this.option = option;
    }

    @Override
    public Measurement run(Side side) throws ProgramFailure {
        String archive = bench.databases().archive(source).toString();
        String program = bench.program(side, "pg_restore").toString();
        try (TestDatabase target = bench.databases().createTarget()) {
            Measurement measured;
            try (Way way = route.open(target, bench.folder())) {
                measured = bench.stopwatch()
                        .run(List.of(program, option, "-d", way.connectionString(), archive))
                        .withRoundTrips(way.roundTrips());
            }
            if (side == Side.OURS && differences == null) {
                differences = bench.databases().differences(source, target);
            }
            return measured;
        }
    }

    @Override
    public List<String> differences() {
        return differences;
    }
}
