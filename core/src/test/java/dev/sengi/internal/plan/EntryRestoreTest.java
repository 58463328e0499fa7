package dev.sengi.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.RestoreOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands that a session gets for an entry. */
class EntryRestoreTest {
    private static final String COPY = "COPY s.t (a) FROM stdin;\n";

    @Test
    void aTableOfThisRunIsEmptiedInTheTransactionThatFillsIt() throws IOException {
        assertThat(commands(rows(COPY, null), true))
                .containsExactly("BEGIN", "TRUNCATE TABLE ONLY s.t;\n\n", "load t", "COMMIT");
    }

    @Test
    void aTableThatWasThereIsNot() throws IOException {
        assertThat(commands(rows(COPY, null), false)).containsExactly("load t");
    }

    @Test
    void partitionsThatAreLoadedThroughTheirRootAreNot() throws IOException {
        assertThat(commands(rows("COPY s.root (a) FROM stdin;\n", null), true)).containsExactly("load t");
        assertThat(commands(rows(null, "-- load via partition root s.root"), true))
                .doesNotContain("BEGIN");
    }

    @Test
    void rowsThatAreInsertedAreCommittedAsAWhole() throws IOException {
        assertThat(commands(rows(null, null), true))
                .containsExactly("BEGIN", "TRUNCATE TABLE ONLY s.t;\n\n", "load t", "COMMIT");
    }

    private static List<String> commands(TocEntry entry, boolean isNew) throws IOException {
        RestoreOptions options = RestoreOptions.everything();
        TocSelection selection = TocSelection.of(List.of(entry), options, ProgressListener.none());
        RestorePlan plan = RestorePlan.of(selection, options);
        RecordedTarget target = new RecordedTarget();
        EntryRestore restore = new EntryRestore(plan, options, target, 0, data -> isNew);
        for (RestoreTask task : plan.inPasses()) {
            restore.perform(task);
        }
        return target.commands;
    }

    private static TocEntry rows(String copyStmt, String defn) {
        return TocEntry.builder(7)
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
        private final List<String> commands = new ArrayList<>();

        @Override
        public void begin() {}

        @Override
        public void finish() {}

        @Override
        public void stage(Stage stage) {}

        @Override
        public void entry(TocEntry entry) {}

        @Override
        public void progress(String message) {}

        @Override
        public void warning(String message) {}

        @Override
        public void beginTransaction(String script) {
            commands.add("BEGIN");
        }

        @Override
        public void commitTransaction(String script) {
            commands.add("COMMIT");
        }

        @Override
        public void settings(List<SessionSetting> settings) {}

        @Override
        public void comment(TocEntry entry, String prefix) {}

        @Override
        public void execute(SqlCommand command) {
            if (!command.text().startsWith("SET search_path")) {
                commands.add(command.text());
            }
        }

        @Override
        public void connect(String dbname) {}

        @Override
        public void tableCreated(TocEntry entry) {}

        @Override
        public boolean inhibitsData(TocEntry entry) {
            return false;
        }

        @Override
        public void loadTable(TocEntry entry) {
            commands.add("load " + entry.tag());
        }

        @Override
        public String loadLargeObjects(TocEntry entry) {
            return null;
        }
    }
}
