package dev.sengi;

import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.internal.compare.DataCounts;
import dev.sengi.internal.compare.DatabaseCounts;
import dev.sengi.internal.compare.ScriptEntries;
import dev.sengi.internal.compare.ScriptEntry;
import dev.sengi.internal.data.ArchiveEntryData;
import dev.sengi.internal.data.ArchiveMeter;
import dev.sengi.internal.data.CopyMeter;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.script.ScriptWriter;
import dev.sengi.internal.script.read.PlainScript;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a side of a comparison. Every side is first converted to a script, the only form that all of them can take, and
 * one that users know.
 */
final class DiffWork {
    private final Execution execution;
    private final boolean data;

    /** @param data whether to count rows */
    DiffWork(Execution execution, boolean data) {
        this.execution = execution;
        this.data = data;
    }

    /**
     * What a side contains.
     *
     * @param counts null for a database, or if they are not requested
     */
    record Contents(List<ScriptEntry> entries, @Nullable DataCounts counts) {}

    Contents read(DiffSource side) throws IOException {
        execution.cancellation().requireRunning();
        ArchiveSource archive = side.archive();
        return archive == null ? database(side.database()) : dump(archive);
    }

    private Contents database(ConnectionSource source) throws IOException {
        DumpOptions.Builder options = new DumpOptions.Builder();
        options.flags = Set.of(DumpFlag.SCHEMA_ONLY);
        options.locksOnlyReadable = true;
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        new DumpWork(execution, source, options.build(), false).to(script);
        return new Contents(entries(script), null);
    }

    /**
     * Returns the numbers of rows of a side that has been read. A dump contains rows of foreign tables only if they
     * were requested, so a database's are counted only if the other side has them.
     */
    DataCounts counts(DiffSource side, Contents own, Contents other) {
        DataCounts counted = own.counts();
        if (counted != null) {
            return counted;
        }
        DataCounts others = other.counts();
        execution.listener().stageStarted(Stage.CONNECTING);
        return DatabaseCounts.read(
                side.database(),
                execution.cancellation()::waitsFor,
                false,
                table -> others != null && others.tables().containsKey(table),
                execution.listener());
    }

    private Contents dump(ArchiveSource source) throws IOException {
        execution.listener().stageStarted(Stage.ARCHIVE);
        try (PlainScript.Found found = source.find(execution.callers())) {
            PlainScript script = found.script();
            if (script != null) {
                List<ScriptEntry> entries =
                        ScriptEntries.read(script, execution.listener(), execution.cancellation()::requireRunning);
                return new Contents(entries, data ? DataCounts.ofScript(entries) : null);
            }
            try (Archive archive = source.open(found, execution.callers())) {
                return archive(archive);
            }
        }
    }

    private Contents archive(Archive archive) throws IOException {
        RestoreOptions.Builder choices = new RestoreOptions.Builder();
        choices.data = false;
        choices.statistics = false;
        RestoreOptions options = choices.build();
        RestorePlan plan = RestorePlan.of(archive.entries(), options, execution.listener());
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        ScriptWriter.write(
                archive.header(),
                plan,
                options,
                new ArchiveEntryData(archive, 1),
                DataTraits.of(archive),
                script,
                execution.listener());
        // A script has each name on one line.
        List<TocEntry> archived =
                plan.inPasses().stream().map(RestoreTask::entry).toList();
        return new Contents(
                ScriptEntry.named(entries(script), archived, isBytewise(archive)), data ? counts(archive) : null);
    }

    /** @throws SengiException if the data are damaged */
    private DataCounts counts(Archive archive) throws IOException {
        List<TocEntry> entries =
                archive.entries().stream().filter(TocEntry::hadDumper).toList();
        ProgressListener meter = ArchiveMeter.of(execution.listener(), archive, entries.size(), entries);
        Verification verification = archive.verify(new CopyMeter(meter, execution.cancellation()::requireRunning));
        if (!verification.isWhole()) {
            throw new SengiException(
                    "the archive is damaged: " + verification.problems().get(0));
        }
        return DataCounts.ofArchive(archive.entries(), isBytewise(archive), verification::count);
    }

    private static boolean isBytewise(Archive archive) {
        return ArchiveSettings.of(archive.entries()).isBytewise();
    }

    private List<ScriptEntry> entries(ByteArrayOutputStream script) throws IOException {
        InputStream text = new ByteArrayInputStream(script.toByteArray());
        return ScriptEntries.read(
                Objects.requireNonNull(PlainScript.in(text).script()),
                ProgressListener.none(),
                execution.cancellation()::requireRunning);
    }
}
