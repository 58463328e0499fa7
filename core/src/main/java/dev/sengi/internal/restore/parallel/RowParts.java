package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Content;
import dev.sengi.internal.plan.TableTrees;
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
 * The rows that a post-data object must wait for: those of its table and of every table attached to it or inheriting
 * from it. A trigger created earlier would fire for rows that are loaded, and a constraint might reject them.
 *
 * <p>The rows of a table with partitions are a {@linkplain TaskNode#isMilestone() milestone}, which depends on the
 * milestones of its partitions, so that the number of edges grows only linearly with the tables.
 */
final class RowParts {
    private final TableTrees trees;
    /**
     * The entries that contain a table's own rows, by the table's dump ID. The archive need not contain the table
     * itself.
     */
    private final Map<Integer, Set<Integer>> dataOfTable = new LinkedHashMap<>();

    private final Map<Integer, Set<Integer>> statisticsOfTable = new HashMap<>();
    private final Map<Integer, Integer> treeOfTable;
    /** The data that may go into any partition of a tree, by tree. */
    private final Map<Integer, Set<Integer>> routedInTree = new HashMap<>();

    private final Map<Integer, Set<Integer>> dataOfTree = new HashMap<>();
    private final Map<Integer, Integer> milestoneOfTable = new HashMap<>();
    private final Map<Integer, Integer> milestoneOfTree = new HashMap<>();
    /** What each milestone depends on. The numbers count down from -1. */
    private final List<Set<Integer>> milestones = new ArrayList<>();

    private final int everything;

    /**
     * @param entries all entries of the archive
     * @param isRouted whether a partition's rows are, or may be, loaded through the root of its tree and so may go to
     *     another partition
     */
    RowParts(TableTrees trees, Collection<TocEntry> entries, Predicate<TocEntry> isRouted) {
        this.trees = trees;
        treeOfTable = trees.treeOfTable();
        Set<Integer> all = new LinkedHashSet<>();
        for (TocEntry entry : entries) {
            if (entry.section() == Section.DATA) {
                all.add(entry.dumpId());
            }
            if (entry.dependencies().isEmpty()) {
                continue;
            }
            int table = entry.dependencies().get(0);
            if (entry.type().data() == DataKind.ROWS) {
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
        return EntryTraits.of(entry).content() == Content.STATISTICS && entry.section() != Section.POST_DATA;
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
        milestones.add(dependencies);
        return -milestones.size();
    }

    /** Returns all milestones. */
    List<TaskNode> milestones() {
        List<TaskNode> nodes = new ArrayList<>();
        for (Set<Integer> dependencies : milestones) {
            nodes.add(TaskNode.milestone(-1 - nodes.size(), dependencies));
        }
        return nodes;
    }

    /** Returns the milestone that is reached when all data are loaded. */
    int everything() {
        return everything;
    }

    /** Returns whether the archive contains the table's definition, and with it the tables below it. */
    boolean isDefined(int dumpId) {
        return trees.contains(dumpId);
    }

    /** Returns the number of the tree that the table belongs to, even if alone; null if the archive does not define it. */
    Integer tree(int table) {
        return treeOfTable.get(table);
    }

    /** Returns whether the dump ID is a table's, judging by its definition or data. */
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

    /**
     * Returns what to wait for until the table and all tables below it have their rows and statistics; may be empty.
     */
    Set<Integer> beneath(int table) {
        Integer milestone = milestoneOfTable.get(table);
        return milestone == null ? ownRows(table) : Set.of(milestone);
    }

    /** Returns the entries whose size indicates how many rows the table and the tables below it have. */
    Set<Integer> dataBeneath(int table) {
        Set<Integer> own = dataOfTable.getOrDefault(table, Set.of());
        // The whole tree is a good enough estimate.
        return trees.children(table).isEmpty() ? own : dataOfTree.getOrDefault(treeOfTable.get(table), own);
    }
}
