package dev.sengi;

import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CopyReport;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.creation.ArchiveCreation;
import dev.sengi.archive.internal.io.TocReading;
import dev.sengi.internal.data.CopyMeter;
import dev.sengi.internal.io.WholeFile;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.plan.EntryFilter;
import dev.sengi.internal.restore.DatabaseRestore;
import dev.sengi.internal.restore.RestorePipeline;
import dev.sengi.internal.restore.ScriptRestore;
import dev.sengi.internal.restore.database.RestoreOutcome;
import dev.sengi.internal.restore.plain.PlainRestore;
import dev.sengi.internal.script.ArchiveRewrite;
import dev.sengi.internal.script.ListWriter;
import dev.sengi.internal.script.PlanWriter;
import dev.sengi.internal.script.read.PlainScript;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A running restore, or another use of an archive. */
final class RestoreWork {

    private final Execution execution;
    private final ArchiveSource source;
    private final RestoreOptions options;
    private final ProgressListener listener;

    RestoreWork(Execution execution, ArchiveSource source, RestoreOptions options) {
        this.execution = execution;
        this.source = source;
        this.options = options;
        listener = execution.listener();
    }

    /** Restores an archive, or runs a script. */
    RestoreReport into(ConnectionSource target, int jobs) throws IOException {
        long start = System.nanoTime();
        if (acceptsNoScript()) {
            return restore(() -> source.open(execution.callers()), target, jobs, start);
        }
        try (PlainScript.Found found = source.find(execution.callers())) {
            PlainScript script = found.script();
            return script != null
                    ? run(script, target, jobs, start)
                    : restore(() -> source.open(found, execution.callers()), target, jobs, start);
        }
    }

    private RestoreReport restore(RestorePipeline.Opening opening, ConnectionSource target, int jobs, long start)
            throws IOException {
        return new RestorePipeline(opening, options, listener).restore((archive, selection, plan) -> {
            listener.stageStarted(Stage.CONNECTING);
            RestoreOutcome outcome = new DatabaseRestore(
                            archive, plan, options, target, execution.cancellation()::waitsFor)
                    .run(jobs, listener);
            return report(selection.size(), outcome, start);
        });
    }

    private RestoreReport run(PlainScript script, ConnectionSource target, int jobs, long start) throws IOException {
        listener.stageStarted(Stage.CONNECTING);
        RestoreOutcome outcome =
                new PlainRestore(script, options, target, execution.cancellation()::waitsFor).run(jobs, listener);
        return report(0, outcome, start);
    }

    ScriptReport toScript(OutputStream out) throws IOException {
        long start = System.nanoTime();
        return read(
                options,
                pipeline -> pipeline.restore((archive, selection, plan) -> {
                    long dataBytes = new ScriptRestore(options, output(out), execution.isMeasured())
                            .write(archive, plan, listener);
                    return new WrittenScript(selection.size(), execution.rows(), dataBytes, since(start));
                }));
    }

    ListReport toList(OutputStream out) throws IOException {
        ListWriter list = new ListWriter(options);
        if (!options.selectsByName()) {
            EntryFilter filter = new EntryFilter(options);
            TocReading reading = new TocReading(false, entry -> {
                list.add(entry, filter.selects(entry));
                return false;
            });
            return read(
                    options,
                    reading,
                    pipeline -> pipeline.read(archive -> {
                        list.writeTo(output(out), archive.header());
                        return new Listed(list.selected());
                    }));
        }
        // Which tables inherit from others is only in their definitions.
        TocReading reading = options.selectsChildren() ? TocReading.WHOLE : TocReading.OUTLINE;
        return read(
                options,
                reading,
                pipeline -> pipeline.select((archive, selection) -> {
                    list.encode(ArchiveSettings.of(archive.entries()).charset());
                    for (TocEntry entry : selection.entries()) {
                        list.add(entry, selection.selects(entry));
                    }
                    list.writeTo(output(out), archive.header());
                    // pg_restore lists what it has found before it refuses a name.
                    selection.requireNamesFound();
                    return new Listed(list.selected());
                }));
    }

    ListReport toPlan(OutputStream out) throws IOException {
        return read(
                options,
                pipeline -> pipeline.plan((archive, selection, plan) -> {
                    PlanWriter.write(selection, plan, output(out));
                    return new Listed(selection.size());
                }));
    }

    CopyReport toArchive(Path copy, ArchiveFormat format, Compression compression) throws IOException {
        return copying((rewrite, meter) -> {
            if (format == ArchiveFormat.DIRECTORY) {
                return rewrite.to(ArchiveCreation.create(copy, format, compression, rewrite.writing()), meter);
            }
            AtomicReference<CopyReport> report = new AtomicReference<>();
            WholeFile.writeFrom(source.path(), copy, note -> listener.message(Severity.INFO, note), file -> {
                try (SeekableByteChannel channel = file.open()) {
                    report.set(
                            rewrite.to(ArchiveCreation.create(channel, format, compression, rewrite.writing()), meter));
                }
            });
            return report.get();
        });
    }

    CopyReport toArchive(OutputStream copy, ArchiveFormat format, Compression compression) throws IOException {
        return copying((rewrite, meter) ->
                rewrite.to(ArchiveCreation.create(output(copy), format, compression, rewrite.writing()), meter));
    }

    /** Writes a copy. */
    @FunctionalInterface
    private interface Copying {
        CopyReport write(ArchiveRewrite rewrite, CopyMeter meter) throws IOException;
    }

    private CopyReport copying(Copying copying) throws IOException {
        return read(
                options.forCopy(),
                pipeline -> pipeline.select((archive, selection) -> {
                    ArchiveRewrite rewrite = new ArchiveRewrite(archive, selection.requireNamesFound());
                    Runnable requireRunning = execution.cancellation()::requireRunning;
                    CopyMeter meter = execution.isMeasured()
                            ? CopyMeter.of(archive, rewrite.dataEntries(), listener, requireRunning)
                            : new CopyMeter(listener, requireRunning);
                    return copying.write(rewrite, meter);
                }));
    }

    /** Uses an archive in a pipeline. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(RestorePipeline pipeline) throws IOException;
    }

    /** Reads an archive. A compressed script would otherwise look like a damaged one. */
    private <T> T read(RestoreOptions chosen, Reading<T> reading) throws IOException {
        return read(chosen, TocReading.WHOLE, reading);
    }

    /** @param toc how much of the table of contents is read */
    private <T> T read(RestoreOptions chosen, TocReading toc, Reading<T> reading) throws IOException {
        CallersCode callers = execution.callers();
        if (acceptsNoScript()) {
            return reading.of(new RestorePipeline(() -> source.open(toc, callers), chosen, listener));
        }
        try (PlainScript.Found found = source.find(callers)) {
            found.requireArchive();
            return reading.of(new RestorePipeline(() -> source.open(found, toc, callers), chosen, listener));
        }
    }

    /** Returns whether scripts are rejected in pg_restore's words. */
    private boolean acceptsNoScript() {
        return source.format() != null || options.has(RestoreFlag.ARCHIVES_ONLY);
    }

    private OutputStream output(OutputStream out) {
        return execution.callers().output(out);
    }

    private RestoreReport report(int entries, RestoreOutcome outcome, long start) {
        return new Report(
                entries, outcome.errors(), execution.failures(), execution.rows(), outcome.dataBytes(), since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private record Report(
            int entries, int failureCount, List<RestoreFailure> failures, long rows, long dataBytes, Duration duration)
            implements RestoreReport {}

    private record WrittenScript(int entries, long rows, long dataBytes, Duration duration) implements ScriptReport {}

    private record Listed(int entries) implements ListReport {}
}
