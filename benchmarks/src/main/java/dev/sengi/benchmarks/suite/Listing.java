package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.Stopwatch.ProgramFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The list of an archive that the real pg_dump has written. Both lists must have the same bytes. */
final class Listing implements Work {
    private final Bench bench;
    private final Source source;

    Listing(Bench bench, Source source) {
        this.bench = bench;
        this.source = source;
    }

    @Override
    public Measurement run(Side side) throws ProgramFailure {
        return bench.stopwatch()
                .run(List.of(
                        bench.program(side, "pg_restore").toString(),
                        "-l",
                        "-f",
                        output(side).toString(),
                        bench.databases().archive(source).toString()));
    }

    @Override
    public List<String> differences() throws IOException {
        long first = Files.mismatch(output(Side.REAL), output(Side.OURS));
        return first < 0 ? List.of() : List.of("the lists differ from byte " + first + " on");
    }

    private Path output(Side side) {
        return bench.folder().resolve("list." + side);
    }
}
