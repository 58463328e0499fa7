package dev.sengi.internal.plan;

import dev.sengi.RestoreFlag;
import dev.sengi.SengiException;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestoreTarget.Stage;
import java.io.IOException;

/**
 * Performs a whole plan in one session, in the plan's order.
 *
 * <p>For one run, by one thread.
 */
public final class RestoreRun {
    private final RestorePlan plan;
    private final RestoreOptions options;
    private final RestoreTarget target;
    private final EntryRestore entries;

    public RestoreRun(RestorePlan plan, RestoreOptions options, RestoreTarget target) {
        this.plan = plan;
        this.options = options;
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
        target.stage(Stage.INITIALIZING);
        target.begin();
        if (options.schema() && !plan.restoresSchema()) {
            target.progress("implied no-schema restore");
        }
        boolean oneTransaction = options.has(RestoreFlag.SINGLE_TRANSACTION);
        if (oneTransaction) {
            target.beginTransaction("BEGIN;\n\n");
        }
        entries.startSession();
        target.stage(Stage.PROCESSING);
        entries.drop();
        for (RestoreTask task : plan.inPasses()) {
            entries.perform(task);
        }
        entries.endSession();
        if (oneTransaction) {
            target.commitTransaction("COMMIT;\n\n");
        }
        target.stage(Stage.FINALIZING);
        target.finish();
    }
}
