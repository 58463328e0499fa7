package dev.sengi;

import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CopyReport;
import dev.sengi.archive.TarExtras;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.creation.ArchiveCreation;
import dev.sengi.internal.data.ArchiveEntryData;
import dev.sengi.internal.data.ArchiveMeter;
import dev.sengi.internal.data.CopyMeter;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.data.MeteredEntryData;
import dev.sengi.internal.io.WholeFile;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.TocSelection;
import dev.sengi.internal.restore.DatabaseRestore;
import dev.sengi.internal.restore.database.RestoreOutcome;
import dev.sengi.internal.restore.plain.PlainRestore;
import dev.sengi.internal.restore.plain.PlainScript;
import dev.sengi.internal.script.ArchiveRewrite;
import dev.sengi.internal.script.ListWriter;
import dev.sengi.internal.script.PlanWriter;
import dev.sengi.internal.script.ScriptWriter;
import dev.sengi.internal.session.ReadableMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /** An operation on an open archive. */
    @FunctionalInterface
    private interface Use<R> {
        R of(Archive archive) throws IOException;
    }

    /** Restores an archive, or runs a script. */
    RestoreReport into(ConnectionSource target, int jobs) throws IOException {
        long start = System.nanoTime();
        if (source.format() != null || options.has(RestoreFlag.ARCHIVES_ONLY)) {
            return restore(() -> source.open(execution.callers()), target, jobs, start);
        }
        try (PlainScript.Found found = source.find(execution.callers())) {
            if (found.script() != null) {
                return run(found.script(), target, jobs, start);
            }
            InputStream stream = found.stream();
            Opening opening = () -> stream == null ? source.open(execution.callers()) : Archive.open(stream);
            return restore(opening, target, jobs, start);
        }
    }

    private RestoreReport restore(Opening opening, ConnectionSource target, int jobs, long start) throws IOException {
        return reading(opening, archive -> {
            TocSelection selection = selection(archive);
            RestorePlan plan = RestorePlan.of(selection, options).readableFrom(archive);
            listener.stageStarted(Stage.CONNECTING);
            RestoreOutcome outcome = new DatabaseRestore(
                            archive, plan, options, target, execution.cancellation()::waitsFor)
                    .run(jobs, listener);
            RestoreReport report = report(selection.size(), outcome, start);
            readRest(archive, plan);
            return report;
        });
    }

    /**
     * Reads a tar from a stream to its end if the plan has read all of its data: its writer may be waiting for a
     * reader. These bytes are not needed, so a failure to read them is not a failure of the restore.
     */
    private void readRest(Archive archive, RestorePlan plan) {
        long stored = archive.entries().stream().filter(TocEntry::hadDumper).count();
        if (stored == plan.dataEntries().size()) {
            Optional<TarExtras> tar = archive.tarExtras();
            try {
                if (tar.isPresent()) {
                    tar.get().readRest();
                }
            } catch (CancelledException e) {
                // Everything has been done by now.
            } catch (IOException e) {
                listener.message(Severity.WARNING, "could not read the rest of the archive: " + e.getMessage());
            }
        }
    }

    private RestoreReport run(PlainScript script, ConnectionSource target, int jobs, long start) throws IOException {
        listener.stageStarted(Stage.CONNECTING);
        RestoreOutcome outcome =
                new PlainRestore(script, options, target, execution.cancellation()::waitsFor).run(jobs, listener);
        return report(0, outcome, start);
    }

    ScriptReport toScript(OutputStream out) throws IOException {
        long start = System.nanoTime();
        return reading(archive -> {
            TocSelection selection = selection(archive);
            RestorePlan plan = RestorePlan.of(selection, options).readableFrom(archive);
            long dataBytes = writeScript(archive, plan, out);
            ScriptReport report = new WrittenScript(selection.size(), execution.rows(), dataBytes, since(start));
            readRest(archive, plan);
            return report;
        });
    }

    private long writeScript(Archive archive, RestorePlan plan, OutputStream out) throws IOException {
        ProgressListener readable =
                ReadableMessages.of(listener, plan.settings().encoding());
        ArchiveEntryData data = new ArchiveEntryData(archive);
        OutputStream script = execution.callers().output(out);
        if (!execution.isMeasured()) {
            return ScriptWriter.write(archive.header(), plan, options, data, script, readable);
        }
        // A script's definitions are not reported one by one.
        ProgressListener meter =
                ArchiveMeter.of(readable, archive, plan.dataEntries().size(), plan.dataEntries());
        EntryData metered = new MeteredEntryData(data, archive, meter);
        return ScriptWriter.write(archive.header(), plan, options, metered, script, meter);
    }

    ListReport toList(OutputStream out) throws IOException {
        return reading(archive -> {
            TocSelection selection = TocSelection.of(archive.entries(), options, listener);
            ListWriter.write(
                    archive.header(), selection, options, execution.callers().output(out));
            return new Listed(selection.requireNamesFound().size());
        });
    }

    ListReport toPlan(OutputStream out) throws IOException {
        return reading(archive -> {
            TocSelection selection = selection(archive);
            PlanWriter.write(
                    selection,
                    RestorePlan.of(selection, options).readableFrom(archive),
                    execution.callers().output(out));
            return new Listed(selection.size());
        });
    }

    CopyReport toArchive(Path copy, ArchiveFormat format, Compression compression) throws IOException {
        return reading(archive -> {
            ArchiveRewrite rewrite = new ArchiveRewrite(archive, options, listener);
            CopyMeter meter = meter(archive, rewrite);
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
        return reading(archive -> {
            ArchiveRewrite rewrite = new ArchiveRewrite(archive, options, listener);
            CopyMeter meter = meter(archive, rewrite);
            OutputStream out = execution.callers().output(copy);
            return rewrite.to(ArchiveCreation.create(out, format, compression, rewrite.writing()), meter);
        });
    }

    private CopyMeter meter(Archive archive, ArchiveRewrite rewrite) throws IOException {
        List<TocEntry> data = rewrite.dataEntries();
        ProgressListener meter =
                execution.isMeasured() ? ArchiveMeter.of(listener, archive, data.size(), data) : listener;
        return new CopyMeter(meter, execution.cancellation()::requireRunning);
    }

    /** Opens an archive. */
    @FunctionalInterface
    private interface Opening {
        Archive open() throws IOException;
    }

    private TocSelection selection(Archive archive) {
        return TocSelection.of(archive.entries(), options, listener).requireNamesFound();
    }

    private RestoreReport report(int entries, RestoreOutcome outcome, long start) {
        return new Report(
                entries, outcome.errors(), execution.failures(), execution.rows(), outcome.dataBytes(), since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private <R> R reading(Use<R> use) throws IOException {
        return reading(() -> source.open(execution.callers()), use);
    }

    private <R> R reading(Opening opening, Use<R> use) throws IOException {
        listener.stageStarted(Stage.ARCHIVE);
        try (Archive archive = openAndWarn(opening)) {
            return use.of(archive);
        }
    }

    private Archive openAndWarn(Opening opening) throws IOException {
        try {
            Archive archive = opening.open();
            try {
                warn(archive.warnings());
                return archive;
            } catch (RuntimeException | Error e) {
                archive.close();
                throw e;
            }
        } catch (ArchiveFormatException e) {
            warn(e.warnings());
            throw e;
        }
    }

    private void warn(List<String> warnings) {
        warnings.forEach(warning -> listener.message(Severity.WARNING, warning));
    }

    private record Report(
            int entries, int failureCount, List<RestoreFailure> failures, long rows, long dataBytes, Duration duration)
            implements RestoreReport {}

    private record WrittenScript(int entries, long rows, long dataBytes, Duration duration) implements ScriptReport {}

    private record Listed(int entries) implements ListReport {}
}
