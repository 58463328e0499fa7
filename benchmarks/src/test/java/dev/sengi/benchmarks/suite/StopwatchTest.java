package dev.sengi.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sengi.benchmarks.suite.Stopwatch.ProgramFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The measured cost of programs whose cost is known. */
@Timeout(60)
class StopwatchTest {
    private static final String BUSY = "i=0; while [ $i -lt 500000 ]; do i=$((i+1)); done";

    /** Keeps 8 MB in a variable for two seconds. */
    private static final String MEMORY = "x=$(head -c 8000000 /dev/zero | tr '\\0' x); sleep 2; : $x";

    @TempDir
    private Path folder;

    private Measurement run(Accounting accounting, String script) throws ProgramFailure {
        assumeThat(Accounting.available().compareTo(accounting)).as("GNU time").isLessThanOrEqualTo(0);
        return new Stopwatch(folder, accounting).run(List.of("/bin/sh", "-c", script));
    }

    @ParameterizedTest
    @EnumSource
    void waitingUsesNoProcessorTime(Accounting accounting) throws Exception {
        Measurement measured = run(accounting, "sleep 0.5");
        assertThat(measured.seconds()).isBetween(0.5, 10.0);
        assertThat(measured.processorSeconds()).isLessThan(0.2);
    }

    @ParameterizedTest
    @EnumSource
    void childrenTakeProcessorTime(Accounting accounting) throws Exception {
        Measurement one = run(accounting, BUSY);
        Measurement three = run(accounting, "for n in 1 2 3; do (" + BUSY + ") & done; wait");
        assertThat(three.processorSeconds()).isGreaterThan(1.5 * one.processorSeconds());
    }

    @ParameterizedTest
    @EnumSource
    void severalProcessesAreOneProgram(Accounting accounting) throws Exception {
        assumeThat(Path.of("/proc/self/task")).isDirectory();
        Measurement one = run(accounting, MEMORY);
        Measurement three = run(accounting, "for n in 1 2 3; do (" + MEMORY + ") & done; wait");
        assertThat(three.peakMemory()).isGreaterThan(2 * one.peakMemory());
    }

    @ParameterizedTest
    @EnumSource
    void theFirstErrorIsTheMessage(Accounting accounting) {
        assertThatThrownBy(() -> run(accounting, "echo first >&2; echo second >&2; exit 3"))
                .isInstanceOf(ProgramFailure.class)
                .hasMessage("first");
    }

    @Test
    void standardOutputIsDiscarded() throws Exception {
        run(Accounting.SHELL, "echo much");
        assertThat(Files.readString(folder.resolve("errors"))).isEmpty();
    }
}
