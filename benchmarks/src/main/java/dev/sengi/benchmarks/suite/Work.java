package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.Commands;
import dev.sengi.benchmarks.suite.Stopwatch.ProgramFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Work that both sides do, and whose results can be compared. */
interface Work {
    /** Does the work once. Preparations and anything else that is not the program's work are not measured. */
    Measurement run(Side side) throws IOException, ProgramFailure;

    /** Returns how our last result differs from the real one or from the source, one line each; none if it is equal. */
    List<String> differences() throws IOException;

    /**
     * The settings that all work shares.
     *
     * @param folder for output, which is overwritten by each run
     */
    record Bench(Databases databases, Stopwatch stopwatch, Path folder, Commands real, Commands ours) {
        Path program(Side side, String name) {
            return (side == Side.REAL ? real : ours).bin().resolve(name);
        }
    }
}
