package dev.sengi.internal.dump;

import dev.sengi.ProgressListener;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.script.ScriptWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a dump as an SQL script: the commands that restore its entries. */
final class ScriptOutput extends DumpOutput {
    private final OutputStream out;

    ScriptOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    long write(
            ArchiveHeader header,
            List<TocEntry> entries,
            DataSessions data,
            DumpOptions options,
            ProgressListener listener)
            throws IOException {
        RestoreOptions restore = StoredEntries.restoreOptions(options);
        RestorePlan plan = RestorePlan.of(entries, restore, listener);
        List<RestoreTask> tasks = plan.inPasses();
        List<TocEntry> tables = tasks.stream()
                .filter(RestoreTask::readsData)
                .map(RestoreTask::entry)
                .filter(entry -> entry.type().data() == DataKind.ROWS)
                .toList();
        data.leader()
                .expect(tasks.stream()
                        .filter(RestoreTask::asksForData)
                        .map(RestoreTask::entry)
                        .toList());
        if (!data.areSeveral() || tables.size() < 2) {
            return ScriptWriter.write(header, plan, restore, data.leader(), DataTraits.ofDump(), out, listener);
        }
        try (DataAhead ahead = new DataAhead(data, tables)) {
            long bytes = ScriptWriter.write(header, plan, restore, ahead, DataTraits.ofDump(), out, listener);
            ahead.finish();
            return bytes;
        }
    }
}
