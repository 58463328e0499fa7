package dev.sengi;

import dev.sengi.internal.cluster.ClusterPipeline;
import dev.sengi.internal.dump.DumpFile;
import dev.sengi.internal.dump.DumpOutcome;
import dev.sengi.internal.io.OutputMeasure;
import dev.sengi.internal.option.ClusterOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A running dump of a whole cluster. */
final class DumpAllWork {
    private final Execution execution;
    private final ConnectionSource source;
    private final ClusterOptions options;
    private final OutputMeasure measure;

    /** @param checksum whether to compute the SHA-256 of the output */
    DumpAllWork(Execution execution, ConnectionSource source, ClusterOptions options, boolean checksum) {
        this.execution = execution;
        this.source = source;
        this.options = options;
        measure = new OutputMeasure(checksum, execution.cancellation()::requireRunning);
    }

    DumpAllReport to(Path file) throws IOException {
        long start = System.nanoTime();
        if (options.archives()) {
            DumpOutcome outcome = pipeline().folder(file, execution.cancellation()::requireRunning);
            measure.folder(file);
            return report(outcome, start);
        }
        return report(
                DumpFile.writeScript(
                        file, options.common(), execution.listener(), measure, execution.callers()::pipe, this::script),
                start);
    }

    DumpAllReport to(OutputStream out) throws IOException {
        long start = System.nanoTime();
        OutputStream measured = measure.measuring(execution.callers().output(out));
        return report(DumpFile.writeScript(measured, options.common(), this::script), start);
    }

    private DumpOutcome script(OutputStream out) throws IOException {
        DumpOutcome outcome = pipeline().script(out);
        // The last chance to cancel before the file appears.
        execution.cancellation().requireRunning();
        return outcome;
    }

    private ClusterPipeline pipeline() {
        return new ClusterPipeline(source, execution.cancellation()::waitsFor, options, execution.listener());
    }

    private DumpAllReport report(DumpOutcome outcome, long start) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new Report(
                outcome.entries(),
                outcome.tables(),
                execution.rows(),
                outcome.dataBytes(),
                measure.size(),
                measure.sha256(),
                duration,
                execution.databases());
    }

    private record Report(
            int entries,
            int tables,
            long rows,
            long dataBytes,
            long size,
            Optional<String> sha256,
            Duration duration,
            List<String> databases)
            implements DumpAllReport {}
}
