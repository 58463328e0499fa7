package dev.sengi.internal.restore.parallel;

import dev.sengi.SengiException;
import dev.sengi.internal.perform.EntryRestore;
import dev.sengi.internal.perform.RestorePlace;
import dev.sengi.internal.restore.database.DatabaseTarget;
import dev.sengi.internal.session.worker.SessionWorker;
import java.io.IOException;
import java.util.List;

/** A session that performs the tasks it is given until none are left. */
final class Worker implements SessionWorker {
    private final DatabaseTarget target;
    private final EntryRestore entries;
    private final Schedule schedule;

    Worker(DatabaseTarget target, EntryRestore entries, Schedule schedule) {
        this.target = target;
        this.entries = entries;
        this.schedule = schedule;
    }

    @Override
    public void connect() {
        target.join(RestorePlace.START);
    }

    @Override
    public void work() throws IOException, InterruptedException {
        try {
            performTasks();
        } catch (IOException | SengiException e) {
            target.flushBefore(e);
            throw e;
        }
    }

    private void performTasks() throws IOException, InterruptedException {
        entries.join();
        for (List<TaskNode> batch = schedule.take(); !batch.isEmpty(); batch = schedule.take()) {
            for (TaskNode node : batch) {
                entries.perform(node.task());
            }
            // Tasks that others wait for must be committed, so that their effects are visible.
            target.finish();
            schedule.finished(batch);
        }
    }

    /** Returns the number that pg_restore reports: the workers' errors, plus one for each entry that had an error. */
    int errors() {
        return target.errors() + target.failedEntries();
    }

    long dataBytes() {
        return target.dataBytes();
    }

    @Override
    public void cancel() {
        target.cancel();
    }

    @Override
    public void abort() {
        target.abort();
    }

    @Override
    public void close() {
        target.close();
    }
}
