package dev.sengi.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.plan.TocSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands that a session gets for an entry. */
class EntryRestoreTest {
    private static final String COPY = "COPY s.t (a) FROM stdin;\n";

    @Test
    void rowsOfATableCreatedInThisRunAreMarkedAsSuch() throws IOException {
        assertThat(commands(table("CREATE TABLE s.t (a integer);\n"), rows(7, COPY, null)))
                .endsWith("load t into the new t");
    }

    @Test
    void rowsOfATableThatMayHaveExistedAreNot() throws IOException {
        assertThat(commands(rows(7, COPY, null))).containsExactly("load t");
        assertThat(commands(table("CREATE TABLE IF NOT EXISTS s.t (a integer);\n"), rows(7, COPY, null)))
                .endsWith("load t");
    }

    @Test
    void rowsLoadedThroughAPartitionRootAreNot() throws IOException {
        TocEntry table = table("CREATE TABLE s.t (a integer);\n");
        assertThat(commands(table, rows(7, "COPY s.root (a) FROM stdin;\n", null)))
                .endsWith("load t");
        assertThat(commands(table, rows(7, null, "-- load via partition root s.root")))
                .endsWith("load t");
    }

    @Test
    void rowsOfSeveralEntriesAreNot() throws IOException {
        assertThat(commands(table("CREATE TABLE s.t (a integer);\n"), rows(7, COPY, null), rows(8, COPY, null)))
                .endsWith("load t", "load t");
    }

    private static List<String> commands(TocEntry... entries) throws IOException {
        RestoreOptions options = RestoreOptions.everything();
        TocSelection selection = TocSelection.of(List.of(entries), options, ProgressListener.none());
        RestorePlan plan = RestorePlan.of(selection, options);
        RecordedTarget target = new RecordedTarget();
        EntryRestore restore = new EntryRestore(plan, options, target);
        for (RestoreTask task : plan.inPasses()) {
            restore.perform(task);
        }
        return target.commands;
    }

    private static TocEntry table(String defn) {
        return TocEntry.builder(5)
                .desc("TABLE")
                .tag("t")
                .section(Section.PRE_DATA)
                .namespace("s")
                .defn(defn)
                .build();
    }

    private static TocEntry rows(int dumpId, String copyStmt, String defn) {
        return TocEntry.builder(dumpId)
                .dependencies(List.of(5))
                .desc("TABLE DATA")
                .tag("t")
                .section(Section.DATA)
                .namespace("s")
                .copyStmt(copyStmt)
                .defn(defn)
                .hadDumper(true)
                .build();
    }

    private static final class RecordedTarget implements RestoreTarget {
        @Override
        public void flush() {}

        private final List<String> commands = new ArrayList<>();

        @Override
        public void begin() {}

        @Override
        public void finish() {}

        @Override
        public void progress(String message) {}

        @Override
        public void warning(String message) {}

        @Override
        public void beginTransaction(Gap gap, RestorePlace place) {
            commands.add("BEGIN");
        }

        @Override
        public void commitTransaction(Gap gap, RestorePlace place) {
            commands.add("COMMIT");
        }

        @Override
        public void settings(List<SessionSetting> settings, RestorePlace place) {}

        @Override
        public void comment(TocEntry entry, String prefix) {}

        @Override
        public void execute(SqlCommand command, RestorePlace place) {
            if (!command.text().startsWith("S") && !command.text().isBlank()) {
                commands.add(command.text());
            }
        }

        @Override
        public void connect(String dbname, RestorePlace place) {}

        @Override
        public void tableCreated(TocEntry entry) {}

        @Override
        public boolean inhibitsData(TocEntry entry) {
            return false;
        }

        @Override
        public void loadTable(TocEntry entry, TocEntry newTable) {
            commands.add("load " + entry.tag() + (newTable == null ? "" : " into the new " + newTable.tag()));
        }

        @Override
        public String loadLargeObjects(TocEntry entry) {
            return null;
        }
    }
}
