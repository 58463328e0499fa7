package dev.sengi.internal.restore;

import dev.sengi.CancelledException;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.Stage;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TarExtras;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.TocSelection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The stages of a restore: archive, selection, plan, output. What only lists, describes or copies an archive ends earlier.
 *
 * <p>Used for one run, by one thread.
 */
public final class RestorePipeline {
    private final Opening opening;
    private final RestoreOptions options;
    private final ProgressListener listener;

    /** @param listener receives the archive's warnings and those about the selection */
    public RestorePipeline(Opening opening, RestoreOptions options, ProgressListener listener) {
        this.opening = opening;
        this.options = options;
        this.listener = listener;
    }

    /** Opens an archive. */
    @FunctionalInterface
    public interface Opening {
        Archive open() throws IOException;
    }

    /** Receives an archive. */
    @FunctionalInterface
    public interface ArchiveOutput<R> {
        R write(Archive archive) throws IOException;
    }

    /** Receives an archive and the entries selected. Names that have selected nothing have not been refused. */
    @FunctionalInterface
    public interface SelectionOutput<R> {
        R write(Archive archive, TocSelection selection) throws IOException;
    }

    /** Receives an archive, the entries selected, and what a restore does with them. */
    @FunctionalInterface
    public interface PlanOutput<R> {
        R write(Archive archive, TocSelection selection, RestorePlan plan) throws IOException;
    }

    /** Performs the plan: the output reads all of its data. */
    public <R> R restore(PlanOutput<R> output) throws IOException {
        return plan((archive, selection, plan) -> {
            R result = output.write(archive, selection, plan);
            readRest(archive, plan);
            return result;
        });
    }

    /** Makes a plan for an output that reads no data. */
    public <R> R plan(PlanOutput<R> output) throws IOException {
        return select((archive, selection) -> {
            selection.requireNamesFound();
            RestorePlan plan = RestorePlan.of(selection, options).readableFrom(archive);
            return output.write(archive, selection, plan);
        });
    }

    /** Selects entries. */
    public <R> R select(SelectionOutput<R> output) throws IOException {
        return read(archive -> output.write(archive, TocSelection.of(archive.entries(), options, listener)));
    }

    /** Reads the table of contents. */
    public <R> R read(ArchiveOutput<R> output) throws IOException {
        listener.stageStarted(Stage.ARCHIVE);
        try (Archive archive = open()) {
            return output.write(archive);
        }
    }

    private Archive open() throws IOException {
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
}
