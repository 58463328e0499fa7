package dev.sengi.internal.restore.parallel;

import dev.sengi.internal.plan.EntryRestore;
import dev.sengi.internal.plan.RestoreTarget.Stage;
import dev.sengi.internal.restore.database.DatabaseTarget;
import java.io.IOException;
import java.util.List;

/** A session that does the tasks that it is given, until there are none. */
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
            // What others wait for must have been done, and be visible.
            target.finish();
            schedule.finished(batch);
        }
    }

    /** Returns the number that pg_restore counts: each error of a worker, and once more each entry that had any. */
    int errors() {
        return target.errors() + target.failedEntries();
    }

    long dataBytes() {
        return target.dataBytes();
    }

    /** Stops what the server is doing for this session; called by another thread. */
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
