package dev.sengi.internal.plan;

import dev.sengi.archive.EntryType.Pass;
import dev.sengi.archive.TocEntry;
import java.util.List;

/**
 * What is done for an entry in its place among the others.
 *
 * @param pass in which it is done
 * @param steps in their order; none for an entry that is not restored
 */
public record RestoreTask(TocEntry entry, Pass pass, List<RestoreStep> steps) {

    public RestoreTask {
        steps = List.copyOf(steps);
    }

    /** Returns whether anything is done. */
    public boolean isSelected() {
        return !steps.isEmpty();
    }

    /** Returns whether it reads data from the archive. */
    public boolean readsData() {
        return steps.stream()
                .anyMatch(step -> step instanceof RestoreStep.LoadTable
                        || step instanceof RestoreStep.LoadLargeObjects
                        || step instanceof RestoreStep.RunData);
    }
}
