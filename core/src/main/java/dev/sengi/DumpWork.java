package dev.sengi;

import dev.sengi.internal.dump.DumpFile;
import dev.sengi.internal.dump.DumpOutcome;
import dev.sengi.internal.dump.DumpOutput;
import dev.sengi.internal.dump.DumpPipeline;
import dev.sengi.internal.io.OutputMeasure;
import dev.sengi.internal.option.DumpOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A running dump. */
final class DumpWork {
    private final Execution execution;
    private final ConnectionSource source;
    private final DumpOptions options;
    private final OutputMeasure measure;

    /** @param checksum whether to compute the SHA-256 of the output */
    DumpWork(Execution execution, ConnectionSource source, DumpOptions options, boolean checksum) {
        this.execution = execution;
        this.source = source;
        this.options = options;
        measure = new OutputMeasure(
                checksum || options.has(DumpFlag.CHECKSUM_FILE), execution.cancellation()::requireRunning);
    }

    DumpReport to(Path file) throws IOException {
        long start = System.nanoTime();
        return report(
                DumpFile.write(file, options, execution.listener(), measure, execution.callers()::pipe, this::dump),
                start);
    }

    DumpReport to(OutputStream out) throws IOException {
        long start = System.nanoTime();
        OutputStream measured = measure.measuring(execution.callers().output(out));
        return report(DumpFile.write(measured, options, execution.listener(), this::dump), start);
    }

    private DumpOutcome dump(DumpOutput output) throws IOException {
        Cancellation cancellation = execution.cancellation();
        execution.listener().stageStarted(Stage.CONNECTING);
        DumpOutcome outcome = DumpPipeline.run(source, cancellation::waitsFor, options, execution.listener(), output);
        // The last chance to cancel before the file appears.
        cancellation.requireRunning();
        return outcome;
    }

    private DumpReport report(DumpOutcome outcome, long start) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new Report(
                outcome.entries(),
                outcome.tables(),
                execution.rows(),
                outcome.dataBytes(),
                measure.size(),
                measure.sha256(),
                duration);
    }

    private record Report(
            int entries, int tables, long rows, long dataBytes, long size, Optional<String> sha256, Duration duration)
            implements DumpReport {}
}
