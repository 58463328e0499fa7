package dev.sengi;

import dev.sengi.PgRestore.Outcome;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.Archive;
import dev.sengi.restore.ArchiveEntryData;
import dev.sengi.restore.RestoreOptions;
import dev.sengi.restore.RestorePlan;
import dev.sengi.restore.RestoreRun;
import dev.sengi.restore.RestoreTask;
import dev.sengi.restore.database.DatabaseTarget;
import dev.sengi.restore.parallel.ParallelRun;
import dev.sengi.session.ProgressMeter;
import dev.sengi.session.ReadableMessages;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The run of a plan in a database, by one session or several. */
final class DatabaseRestore {
    private final Archive archive;
    private final RestorePlan plan;
    private final RestoreOptions options;
    private final ConnectionSource connections;
    private final Cancellation cancellation;

    DatabaseRestore(
            Archive archive,
            RestorePlan plan,
            RestoreOptions options,
            ConnectionSource connections,
            Cancellation cancellation) {
        this.archive = archive;
        this.plan = plan;
        this.options = options;
        this.connections = connections;
        this.cancellation = cancellation;
    }

    Outcome run(int jobs, ProgressListener listener) throws IOException {
        ProgressListener told = ReadableMessages.of(listener, plan.settings().encoding());
        ProgressListener meter = new ProgressMeter(told, plan.inPasses().size(), storedSizes());
        ArchiveEntryData data = new ArchiveEntryData(archive);
        try (DatabaseTarget database = new DatabaseTarget(connections, plan.settings(), options, data, meter)) {
            Outcome outcome = jobs > 1 ? runJobs(jobs, database, meter) : runAlone(database);
            if (outcome.errors() > 0) {
                meter.message(Severity.WARNING, "errors ignored on restore: " + outcome.errors());
            }
            return outcome;
        }
    }

    private Outcome runAlone(DatabaseTarget database) throws IOException {
        cancellation.waitsFor(Cancellation.Sessions.of(database::cancel, database::abort));
        new RestoreRun(plan, options, database).run();
        return new Outcome(database.errors(), database.dataBytes());
    }

    private Outcome runJobs(int jobs, DatabaseTarget leader, ProgressListener oneByOne) throws IOException {
        ParallelRun run = new ParallelRun(plan, options, archive, leader, oneByOne, jobs);
        cancellation.waitsFor(Cancellation.Sessions.of(run::cancel, run::abort));
        run.run();
        return new Outcome(run.errors(), run.dataBytes());
    }

    /** Returns the stored bytes of the entries whose data are restored; none where not all are known. */
    private Map<Integer, Long> storedSizes() throws IOException {
        Map<Integer, Long> sizes = new HashMap<>();
        for (RestoreTask task : plan.inPasses()) {
            if (task.readsData()) {
                OptionalLong size =
                        archive.seekable() ? archive.dataLocation(task.entry()).storedSize() : OptionalLong.empty();
                if (size.isEmpty()) {
                    return Map.of();
                }
                sizes.put(task.entry().dumpId(), size.getAsLong());
            }
        }
        return sizes;
    }
}
