package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.restore.database.ExistingTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The dependencies between tasks. They are the archive's with two exceptions: post-data objects depend on tables in the
 * archive, but must wait for {@linkplain RowParts their rows}; and some entries must keep the list's order, {@linkplain
 * ListOrder always} or {@linkplain ExistingTableOrder because of existing tables}. Immutable.
 */
final class TaskGraph {
    private final Map<Integer, TaskNode> nodes;
    private final RowParts rows;
    private final Quoting quoting;
    /** Null if data can be read in any order. */
    private final List<TocEntry> readingOrder;

    /** Returns the size of an entry's data. */
    @FunctionalInterface
    interface Sizes {
        DataSize of(TocEntry entry) throws IOException;
    }

    private TaskGraph(Map<Integer, TaskNode> nodes, RowParts rows, Quoting quoting, List<TocEntry> readingOrder) {
        this.nodes = Collections.unmodifiableMap(nodes);
        this.rows = rows;
        this.quoting = quoting;
        this.readingOrder = readingOrder;
    }

    /**
     * @param tasks all tasks in the order of the list, even unselected ones, because dependency chains pass through
     *     them
     * @param quoting how the archive's COPY commands quote names
     * @param switchesTriggers whether a table's triggers are disabled while rows are loaded
     * @param readingOrder the order in which data must be read, or null for any order
     */
    static TaskGraph of(
            List<RestoreTask> tasks,
            Quoting quoting,
            boolean switchesTriggers,
            Sizes sizes,
            List<TocEntry> readingOrder)
            throws IOException {
        TaskNodes nodes = new TaskNodes(tasks, quoting, switchesTriggers, sizes, readingOrder);
        return new TaskGraph(nodes.create(), nodes.rows(), quoting, readingOrder);
    }

    /**
     * Returns a graph in which rows also wait for earlier rows that must be in the database's tables and materialized
     * views first, and what is made after the data waits for rows that only the database's tables or functions connect
     * with it.
     */
    TaskGraph with(ExistingTables tables) {
        List<TocEntry> list = tasks().map(node -> node.task().entry()).toList();
        int milestones = nodes.size() - list.size();
        ExistingTableOrder order = ExistingTableOrder.of(list, readingOrder, tables, quoting, -1 - milestones);
        Map<Integer, TaskNode> ordered = new LinkedHashMap<>(nodes);
        order.before()
                .forEach(
                        (dumpId, waits) -> ordered.put(dumpId, nodes.get(dumpId).after(waits)));
        Predicate<TocEntry> needsEverything = TargetUse.of(tables.target(), list, rows);
        ordered.replaceAll((dumpId, node) ->
                node.isMilestone() || !needsEverything.test(node.task().entry())
                        ? node
                        : node.after(Set.of(rows.everything())));
        order.milestones().forEach(milestone -> ordered.put(milestone.dumpId(), milestone));
        return new TaskGraph(ordered, rows, quoting, readingOrder);
    }

    /**
     * Returns whether there are rows to load into tables that existed before the restore.
     *
     * @param hasFailed whether an entry could not be created, by dump ID
     */
    boolean loadsExistingTables(IntPredicate hasFailed) {
        return loaded().anyMatch(entry -> entry.dependencies().stream()
                .filter(rows::isTable)
                .noneMatch(table -> isSelected(table) && !hasFailed.test(table)));
    }

    private boolean isSelected(int dumpId) {
        TaskNode node = nodes.get(dumpId);
        return node != null && node.isSelected();
    }

    /**
     * Returns whether more than one table, sequence or materialized view is filled, or large objects: they may use
     * functions that existed before the restore, or built-in ones.
     */
    boolean fillsSeveral() {
        return selected()
                                .filter(entry -> entry.section() == Section.DATA)
                                .limit(2)
                                .count()
                        > 1
                || selected().filter(ListOrder::isRefresh).limit(2).count() > 1;
    }

    private Stream<TocEntry> loaded() {
        return selected().filter(entry -> entry.type().data() == DataKind.ROWS);
    }

    private Stream<TocEntry> selected() {
        return tasks().filter(TaskNode::isSelected).map(node -> node.task().entry());
    }

    private Stream<TaskNode> tasks() {
        return nodes.values().stream().filter(node -> !node.isMilestone());
    }

    /** Returns all nodes: the tasks in the order of the list, then the milestones. */
    Collection<TaskNode> nodes() {
        return nodes.values();
    }

    TaskNode node(TocEntry entry) {
        return nodes.get(entry.dumpId());
    }

    /** Determines the nodes that wait for each node, in the order of {@link #nodes}, by its dump ID; absent if there are none. */
    Map<Integer, List<TaskNode>> dependents() {
        Map<Integer, List<TaskNode>> dependents = new HashMap<>();
        for (TaskNode node : nodes.values()) {
            for (int dumpId : node.dependencies()) {
                dependents.computeIfAbsent(dumpId, unused -> new ArrayList<>(2)).add(node);
            }
        }
        return dependents;
    }
}
