package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.EntryTraits.Data;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.restore.database.ForeignKeys;
import dev.sengi.internal.restore.database.ForeignKeys.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Order that foreign keys demand of rows whose tables exist before a restore. The list of a dump of only data has this order
 * as far as possible; pg_restore {@code -j} does not keep it, and the server refuses the rows that come first.
 */
final class KeyOrder {
    private final Map<Table, List<TocEntry>> rows = new HashMap<>();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final Map<Set<Integer>, TaskNode> milestones = new LinkedHashMap<>();
    private final Map<Integer, Set<Integer>> before = new LinkedHashMap<>();

    /**
     * @param data the entries with data in the order in which they must be read, or are listed
     * @param firstMilestone the number of the first milestone, negative; others are lower
     */
    KeyOrder(List<TocEntry> data, ForeignKeys keys, int firstMilestone) {
        for (TocEntry entry : data) {
            if (entry.type().data() == Data.ROWS && entry.namespace() != null) {
                positions.put(entry.dumpId(), positions.size());
                rows.computeIfAbsent(new Table(entry.namespace(), entry.tag()), unused -> new ArrayList<>())
                        .add(entry);
            }
        }
        keys.references().forEach((table, referenced) -> {
            List<TocEntry> waiting = rows(keys.tree(table));
            for (Table other : referenced) {
                addWait(waiting, rows(keys.tree(other)), firstMilestone);
            }
        });
    }

    private List<TocEntry> rows(Set<Table> tables) {
        List<TocEntry> all = new ArrayList<>();
        tables.forEach(table -> all.addAll(rows.getOrDefault(table, List.of())));
        return all;
    }

    private void addWait(List<TocEntry> waiting, List<TocEntry> referenced, int firstMilestone) {
        if (waiting.isEmpty() || referenced.isEmpty()) {
            return;
        }
        int last = referenced.stream().mapToInt(this::position).max().getAsInt();
        Set<Integer> all = new LinkedHashSet<>();
        referenced.forEach(entry -> all.add(entry.dumpId()));
        for (TocEntry entry : waiting) {
            // A wait for later rows might never end if a user has changed the list's order.
            if (position(entry) > last) {
                TaskNode milestone = milestones.computeIfAbsent(
                        all, rowsOfOthers -> TaskNode.milestone(firstMilestone - milestones.size(), rowsOfOthers));
                before.computeIfAbsent(entry.dumpId(), unused -> new LinkedHashSet<>())
                        .add(milestone.dumpId());
            }
        }
    }

    private int position(TocEntry entry) {
        return positions.get(entry.dumpId());
    }

    /** Returns what is reached when all rows of a referenced table are loaded. */
    Iterable<TaskNode> milestones() {
        return milestones.values();
    }

    /** Returns the milestones that entries must wait for, by dump ID. */
    Map<Integer, Set<Integer>> before() {
        return before;
    }
}
