package dev.sengi.internal.restore;

import dev.sengi.ConnectionSource;
import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.archive.Archive;
import dev.sengi.internal.data.ArchiveEntryData;
import dev.sengi.internal.data.ArchiveMeter;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.RestoreRun;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.restore.database.DatabaseTarget;
import dev.sengi.internal.restore.database.ErrorReport;
import dev.sengi.internal.restore.database.RestoreOutcome;
import dev.sengi.internal.restore.parallel.ParallelRun;
import dev.sengi.internal.session.ReadableMessages;
import dev.sengi.internal.session.Sessions;
import java.io.IOException;
import java.util.function.Consumer;

/** Runs a plan in a database, with one session or several. */
public final class DatabaseRestore {
    private final Archive archive;
    private final RestorePlan plan;
    private final RestoreOptions options;
    private final ConnectionSource connections;
    private final Consumer<Sessions> running;

    /** @param running receives the sessions that the restore waits for */
    public DatabaseRestore(
            Archive archive,
            RestorePlan plan,
            RestoreOptions options,
            ConnectionSource connections,
            Consumer<Sessions> running) {
        this.archive = archive;
        this.plan = plan;
        this.options = options;
        this.connections = connections;
        this.running = running;
    }

    public RestoreOutcome run(int jobs, ProgressListener listener) throws IOException {
        ProgressListener readable =
                ReadableMessages.of(listener, plan.settings().encoding());
        ProgressListener meter =
                ArchiveMeter.of(readable, archive, plan.inPasses().size(), plan.dataEntries());
        ArchiveEntryData data = new ArchiveEntryData(archive, jobs);
        DataTraits traits = DataTraits.of(archive);
        try (DatabaseTarget database = new DatabaseTarget(connections, plan.settings(), options, data, traits, meter)) {
            return jobs > 1 ? runJobs(jobs, database, meter) : runAlone(database, meter);
        } catch (SengiException e) {
            throw ReadableMessages.of(e, plan.settings().encoding());
        }
    }

    private RestoreOutcome runAlone(DatabaseTarget database, ProgressListener meter) throws IOException {
        running.accept(Sessions.of(database::cancel, database::abort));
        new RestoreRun(plan, options, database).run();
        ErrorReport.warnOfIgnored(database.errors(), meter);
        return new RestoreOutcome(database.failures(), database.dataBytes());
    }

    private RestoreOutcome runJobs(int jobs, DatabaseTarget leader, ProgressListener oneByOne) throws IOException {
        ParallelRun run = new ParallelRun(plan, options, archive, leader, oneByOne, jobs);
        running.accept(Sessions.of(run::cancel, run::abort));
        run.run();
        ErrorReport.warnOfIgnored(run.errors(), oneByOne);
        return new RestoreOutcome(leader.failures(), run.dataBytes());
    }
}
