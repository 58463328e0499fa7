package dev.sengi.cli.progress;

import dev.sengi.DumpReport;
import dev.sengi.cli.progress.Tally.Work;
import java.util.List;

/** Shows what a run has done, after its end. */
interface RunSummary {

    /** @param target the name of the output, or null for standard output */
    void dumped(DumpReport report, String target, List<Work> slowest);

    /** @param tables the number of tables whose rows were restored */
    void restored(RestoreTotals totals, int tables, List<Work> slowest);

    /** Shows nothing. */
    RunSummary NONE = new RunSummary() {
        @Override
        public void dumped(DumpReport report, String target, List<Work> slowest) {}

        @Override
        public void restored(RestoreTotals totals, int tables, List<Work> slowest) {}
    };
}
