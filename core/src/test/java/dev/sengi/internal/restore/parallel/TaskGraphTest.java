package dev.sengi.internal.restore.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.restore.database.ExistingTables;
import dev.sengi.internal.restore.database.ExistingTables.Table;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Part of the tasks has been performed when the database's tables become known, so no graph may change. */
class TaskGraphTest {
    private static final TocEntry PARENT = data(1, "parent");
    private static final TocEntry CHILD = data(2, "child");

    private static final ExistingTables TABLES =
            new ExistingTables(Map.of(table("child"), Set.of(table("parent"))), Map.of(), Set.of(), Set.of(), Set.of());

    @Test
    void existingTablesMakeAnotherGraph() throws Exception {
        TaskGraph graph = graph();
        TaskNode child = graph.node(CHILD);
        TaskGraph ordered = graph.with(TABLES);
        assertThat(ordered.node(CHILD).dependencies()).containsExactly(1);
        assertThat(ordered.dependents().get(1)).contains(ordered.node(CHILD));
        assertThat(graph.node(CHILD)).isSameAs(child);
        assertThat(child.dependencies()).isEmpty();
        assertThat(graph.dependents().get(1)).doesNotContain(child);
    }

    @Test
    void nothingCanBeChanged() throws Exception {
        TaskGraph graph = graph();
        TaskNode node = graph.node(CHILD);
        assertThatThrownBy(() -> node.dependencies().add(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> graph.nodes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> TABLES.references().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> TABLES.references().get(table("child")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        Map<Integer, Set<Integer>> before = new HashMap<>();
        ExistingTableOrder order = new ExistingTableOrder(List.of(), before);
        before.put(2, Set.of(1));
        assertThat(order.before()).isEmpty();
    }

    private static TaskGraph graph() throws IOException {
        RestoreOptions options = RestoreOptions.everything();
        RestorePlan plan = RestorePlan.of(List.of(PARENT, CHILD), options, ProgressListener.none());
        return TaskGraph.of(
                plan.tasks(), Quoting.whereNeeded(), false, entry -> DataSize.of(OptionalLong.empty()), null);
    }

    private static Table table(String name) {
        return new Table("public", name);
    }

    private static TocEntry data(int dumpId, String table) {
        return TocEntry.builder(dumpId)
                .desc("TABLE DATA")
                .section(Section.DATA)
                .namespace("public")
                .tag(table)
                .hadDumper(true)
                .build();
    }
}
