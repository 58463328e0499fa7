package dev.sengi.internal.perform;

import dev.sengi.SengiException;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.RestoreTask;
import java.io.IOException;

/**
 * Performs a whole plan in one session, in the plan's order.
 *
 * <p>Used for one run, by one thread.
 */
public final class RestoreRun {
    private final RestorePlan plan;
    private final RestoreTarget target;
    private final EntryRestore entries;

    public RestoreRun(RestorePlan plan, RestoreOptions options, RestoreTarget target) {
        this.plan = plan;
        this.target = target;
        this.entries = new EntryRestore(plan, options, target);
    }

    public void run() throws IOException {
        try {
            perform();
        } catch (IOException | SengiException e) {
            target.flushBefore(e);
            throw e;
        }
    }

    private void perform() throws IOException {
        entries.begin();
        for (RestoreTask task : plan.inPasses()) {
            entries.perform(task);
        }
        entries.endSession();
        entries.finish();
    }
}
