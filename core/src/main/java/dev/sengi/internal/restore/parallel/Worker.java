package dev.sengi.internal.restore.parallel;

import dev.sengi.internal.plan.EntryRestore;
import dev.sengi.internal.plan.RestoreTarget.Stage;
import dev.sengi.internal.restore.database.DatabaseTarget;
import java.io.IOException;
import java.util.List;

/** A session that performs the tasks it is given until none are left. */
final class Worker {
    private final DatabaseTarget target;
    private final EntryRestore entries;
    private final Schedule schedule;

    Worker(DatabaseTarget target, EntryRestore entries, Schedule schedule) {
        this.target = target;
        this.entries = entries;
        this.schedule = schedule;
    }

    /** Opens the session. */
    void connect() {
        target.join();
    }

    void work() throws IOException, InterruptedException {
        entries.startSession();
        target.stage(Stage.PROCESSING);
        for (List<TaskNode> batch = schedule.take(); !batch.isEmpty(); batch = schedule.take()) {
            for (TaskNode node : batch) {
                entries.perform(node.task());
            }
            // Tasks that others wait for must be committed, and thus visible.
            target.finish();
            schedule.finished(batch);
        }
    }

    /** Returns the number that pg_restore reports: each error of a worker, plus one for each entry that had any. */
    int errors() {
        return target.errors() + target.failedEntries();
    }

    long dataBytes() {
        return target.dataBytes();
    }

    /** Cancels what the server is doing for this session; called by another thread. */
    void cancel() {
        target.cancel();
    }

    /** Closes the connection at once; called by another thread. */
    void abort() {
        target.abort();
    }

    void close() {
        target.close();
    }
}
