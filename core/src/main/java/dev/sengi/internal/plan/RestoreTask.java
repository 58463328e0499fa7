package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.internal.ddl.PartitionRoot;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.plan.RestoreStep.Action;
import java.util.List;

/**
 * What a restore does for one entry at its place in the order.
 *
 * @param pass the pass in which the task runs
 * @param steps the steps in order; empty for an entry that is not restored
 */
public record RestoreTask(TocEntry entry, Pass pass, List<RestoreStep> steps) {

    public RestoreTask {
        steps = List.copyOf(steps);
    }

    /** Returns whether the task has any steps. */
    public boolean isSelected() {
        return !steps.isEmpty();
    }

    /** Returns whether the task needs anything that is read only when it runs: data or statistics. */
    public boolean asksForData() {
        // A loop: a stream for each of many thousands of tasks would take a noticeable time.
        for (RestoreStep step : steps) {
            if (step.action() == Action.IMPORT_STATISTICS) {
                return true;
            }
        }
        return readsData();
    }

    /**
     * Returns whether a partition's rows are loaded through the root of its tree. They may then go to another
     * partition, which another session is filling.
     *
     * @param quoting how the archive's COPY commands quote names
     */
    public static boolean isLoadedViaPartitionRoot(TocEntry entry, Quoting quoting) {
        if (PartitionRoot.isMarker(entry.defn())) {
            return true;
        }
        String own = "COPY " + quoting.qualified(entry.namespace(), entry.tag()) + " ";
        return CopyCommand.exists(entry) && !entry.copyStmt().startsWith(own);
    }

    /** Returns whether the task reads data from the archive. */
    public boolean readsData() {
        for (RestoreStep step : steps) {
            if (step.action().readsData()) {
                return true;
            }
        }
        return false;
    }
}
