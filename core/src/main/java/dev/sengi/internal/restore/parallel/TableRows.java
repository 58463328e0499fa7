package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.EntryType.Content;
import dev.sengi.archive.EntryType.Data;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rows that something made after the data must wait for: those of its table and of every table attached or inherited
 * beneath it. A trigger made earlier would fire for rows that are loaded, and a constraint might refuse them.
 *
 * <p>The rows of a table with partitions are a {@linkplain TaskNode#isMilestone() milestone}, which depends on the
 * milestones of these, so that the number of edges stays that of the tables.
 */
final class TableRows {
    private final TableTrees trees;
    /** The entries with a table's own rows, by the table's dump ID, which the archive need not contain. */
    private final Map<Integer, Set<Integer>> dataOfTable = new LinkedHashMap<>();

    private final Map<Integer, Set<Integer>> statisticsOfTable = new HashMap<>();
    private final Map<Integer, Integer> treeOfTable;
    /** What may be loaded into any partition of a tree, by tree. */
    private final Map<Integer, Set<Integer>> routedInTree = new HashMap<>();

    private final Map<Integer, Set<Integer>> dataOfTree = new HashMap<>();
    private final Map<Integer, Integer> milestoneOfTable = new HashMap<>();
    private final Map<Integer, Integer> milestoneOfTree = new HashMap<>();
    private final List<TaskNode> milestones = new ArrayList<>();
    private final int everything;

    /**
     * @param entries all that the archive contains
     * @param isRouted whether rows that belong to a partition are, or may be, sent to the root of its tree, so that they may
     *     end in another partition
     */
    TableRows(TableTrees trees, Collection<TocEntry> entries, Predicate<TocEntry> isRouted) {
        this.trees = trees;
        treeOfTable = trees.treeOfTable();
        Set<Integer> all = new LinkedHashSet<>();
        for (TocEntry entry : entries) {
            if (entry.dependencies().isEmpty()) {
                continue;
            }
            int table = entry.dependencies().get(0);
            if (entry.type().data() == Data.ROWS) {
                addData(entry, table, isRouted);
                all.add(entry.dumpId());
            } else if (isTableStatistics(entry)) {
                statisticsOfTable
                        .computeIfAbsent(table, key -> new LinkedHashSet<>())
                        .add(entry.dumpId());
                all.add(entry.dumpId());
            }
        }
        everything = milestone(all);
        makeMilestones();
    }

    /** Returns whether the entry contains statistics that are imported with the data, not after it. */
    static boolean isTableStatistics(TocEntry entry) {
        return entry.type().content() == Content.STATISTICS && entry.section() != Section.POST_DATA;
    }

    private void addData(TocEntry data, int table, Predicate<TocEntry> isRouted) {
        dataOfTable.computeIfAbsent(table, key -> new LinkedHashSet<>()).add(data.dumpId());
        Integer tree = treeOfTable.get(table);
        if (tree != null) {
            dataOfTree.computeIfAbsent(tree, key -> new LinkedHashSet<>()).add(data.dumpId());
            if (trees.hasParent(table) && isRouted.test(data)) {
                routedInTree.computeIfAbsent(tree, key -> new LinkedHashSet<>()).add(data.dumpId());
            }
        }
    }

    private void makeMilestones() {
        routedInTree.forEach((tree, routed) -> milestoneOfTree.put(tree, milestone(routed)));
        Set<Integer> tables = new LinkedHashSet<>(trees.tables());
        tables.addAll(dataOfTable.keySet());
        Map<Integer, Set<Integer>> parts = new LinkedHashMap<>();
        for (int table : tables) {
            if (needsMilestone(table)) {
                Set<Integer> own = new LinkedHashSet<>(ownRows(table));
                own.addAll(statisticsOfTable.getOrDefault(table, Set.of()));
                parts.put(table, own);
                milestoneOfTable.put(table, milestone(own));
            }
        }
        parts.forEach((table, rows) -> trees.children(table).forEach(child -> rows.addAll(beneath(child))));
    }

    private boolean needsMilestone(int table) {
        return !trees.children(table).isEmpty()
                || statisticsOfTable.containsKey(table)
                || ownRows(table).size() > 1;
    }

    private int milestone(Set<Integer> dependencies) {
        TaskNode milestone = TaskNode.milestone(-1 - milestones.size(), dependencies);
        milestones.add(milestone);
        return milestone.dumpId();
    }

    /** Returns all milestones. */
    List<TaskNode> milestones() {
        return milestones;
    }

    /** Returns the milestone that all tables have their rows and statistics. */
    int everything() {
        return everything;
    }

    /** Returns whether the archive contains the table's definition, and so says what is beneath it. */
    boolean isDefined(int dumpId) {
        return trees.contains(dumpId);
    }

    /** Returns whether the number is a table's, as its definition or data show. */
    boolean isTable(int dumpId) {
        return isDefined(dumpId) || dataOfTable.containsKey(dumpId);
    }

    /** Returns the entries that may add rows to the table itself. */
    Set<Integer> ownRows(int table) {
        Set<Integer> data = dataOfTable.getOrDefault(table, Set.of());
        Integer routed = milestoneOfTree.get(treeOfTable.get(table));
        if (routed == null) {
            return data;
        }
        Set<Integer> rows = new LinkedHashSet<>(data);
        rows.add(routed);
        return rows;
    }

    /** Returns what to wait for until the table and all tables beneath it have their rows and statistics; may be empty. */
    Set<Integer> beneath(int table) {
        Integer milestone = milestoneOfTable.get(table);
        return milestone == null ? ownRows(table) : Set.of(milestone);
    }

    /** Returns the entries whose size tells how many rows there are in the table and beneath it. */
    Set<Integer> dataBeneath(int table) {
        Set<Integer> own = dataOfTable.getOrDefault(table, Set.of());
        // The whole tree is close enough for an estimate.
        return trees.children(table).isEmpty() ? own : dataOfTree.getOrDefault(treeOfTable.get(table), own);
    }

    /** Returns the entry with a table's rows if there is exactly one, or null. */
    Integer onlyDataOf(int table) {
        Set<Integer> data = dataOfTable.getOrDefault(table, Set.of());
        return data.size() == 1 ? data.iterator().next() : null;
    }
}
