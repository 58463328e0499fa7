package dev.sengi.internal.script;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.RestoreStep;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.plan.TocSelection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes what a restore would do, in its order: entries as {@code pg_restore -l} lists them, each with its actions.
 * Drops and omitted entries are comments, so that the text can serve as a list for {@code -L}.
 */
public final class PlanWriter {
    private PlanWriter() {}

    /** Writes the plan and flushes the stream. */
    public static void write(TocSelection selection, RestorePlan plan, OutputStream out) throws IOException {
        List<RestoreTask> tasks = plan.inPasses();
        StringBuilder text = new StringBuilder(";\n; Restore Plan: ")
                .append(tasks.size())
                .append(" of ")
                .append(selection.entries().size())
                .append(" TOC Entries\n;\n");
        for (RestoreStep drop : plan.drops()) {
            text.append("; ").append(action(drop)).append(' ').append(ListWriter.line(drop.entry()));
        }
        for (RestoreTask task : tasks) {
            text.append(item(task.entry())).append(" ; ").append(actions(task)).append('\n');
        }
        for (TocEntry entry : selection.entries()) {
            if (!selection.selects(entry)) {
                text.append("; skip ")
                        .append(item(entry))
                        .append(" ; ")
                        .append(selection.exclusion(entry).reason())
                        .append('\n');
            }
        }
        out.write(
                text.toString().getBytes(ArchiveSettings.of(selection.entries()).charset()));
        out.flush();
    }

    private static String item(TocEntry entry) {
        return ListWriter.line(entry).stripTrailing();
    }

    private static String actions(RestoreTask task) {
        return String.join(", ", task.steps().stream().map(PlanWriter::action).toList());
    }

    private static String action(RestoreStep step) {
        return switch (step.action()) {
            case DROP -> "drop";
            case CREATE -> "create";
            case CONNECT -> "connect";
            case EXECUTE, RUN_DATA -> "execute";
            case LOAD_TABLE, LOAD_LARGE_OBJECTS -> "load";
            case WARN -> "warn";
            case IMPORT_STATISTICS -> "import statistics";
        };
    }
}
