package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.PartitionRoot;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.restore.database.ExistingTables;
import dev.sengi.internal.restore.database.ExistingTables.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which the database's tables and materialized views must be loaded, whether they existed before the
 * restore or were created by it:
 *
 * <ul>
 *   <li>Rows wait for those of the tables that they reference. The list of a data-only dump has this order as far as
 *       possible; {@code pg_restore -j} does not preserve it, so the server rejects rows that come too early.
 *   <li>Rows wait for all others if the server calls functions for them, which may read other tables, as {@link ListOrder}
 *       requires for new tables.
 *   <li>Rows of materialized views wait for those of others if their query calls functions.
 *   <li>Sequences, large objects and post-data objects wait for such rows.
 *   <li>If triggers fire for rows, all others wait for these as well.
 * </ul>
 *
 * <p>Entries wait only for entries listed before them, and the number of waits is linear. If a user has reordered the
 * list against the recorded dependencies, such a wait might never end, so none is added from the first such entry on.
 */
final class ExistingTableOrder {
    /** By the root of the partition tree to which the rows go. */
    private final Map<Table, Rows> rows = new HashMap<>();

    private final List<TaskNode> milestones = new ArrayList<>();
    private final Map<Integer, Set<Integer>> before = new LinkedHashMap<>();
    private final int firstMilestone;

    /**
     * @param list all entries in the order of the list
     * @param readingOrder the entries with data in the order in which they must be read, or null for any order
     * @param tables the tables that exist
     * @param quoting how the archive quotes names
     * @param firstMilestone the number of the first milestone, negative; others are lower
     */
    ExistingTableOrder(
            List<TocEntry> list,
            List<TocEntry> readingOrder,
            ExistingTables tables,
            Quoting quoting,
            int firstMilestone) {
        this.firstMilestone = firstMilestone;
        List<TocEntry> data = readingOrder == null ? list : readingOrder;
        Map<String, Table> marked = new HashMap<>();
        tables.roots()
                .forEach(each -> marked.put(PartitionRoot.marker(quoting.qualified(each.schema(), each.name())), each));
        Set<Integer> later = new HashSet<>();
        data.forEach(entry -> later.add(entry.dumpId()));
        Set<Integer> earlier = new LinkedHashSet<>();
        Set<Integer> calling = new HashSet<>();
        Integer lastChanging = null;
        for (int position = 0; position < data.size(); position++) {
            TocEntry entry = data.get(position);
            int dumpId = entry.dumpId();
            later.remove(dumpId);
            if (entry.type().data() != DataKind.ROWS) {
                continue;
            }
            if (entry.dependencies().stream().anyMatch(later::contains)) {
                break;
            }
            Table named = marked.get(entry.defn() == null ? "" : entry.defn().strip());
            Table root = named == null ? tables.root(new Table(entry.namespace(), entry.tag())) : named;
            rows.computeIfAbsent(root, unused -> new Rows()).add(entry, position);
            if (lastChanging != null) {
                waitsOf(dumpId).add(lastChanging);
            }
            if (tables.dependsOnOthers(root)) {
                // Entries before the last such entry are done when that one is.
                waitsOf(dumpId).addAll(earlier);
                earlier.clear();
                calling.add(dumpId);
            }
            earlier.add(dumpId);
            if (tables.changesOthers(root)) {
                lastChanging = dumpId;
            }
        }
        tables.references().forEach((root, referenced) -> referenced.forEach(other -> addWaits(root, other)));
        ListOrder.followRows(
                list,
                readingOrder,
                entry -> calling.contains(entry.dumpId()),
                (entry, waits) -> waitsOf(entry.dumpId()).addAll(waits));
        addRefreshes(list, tables);
        before.values().removeIf(Set::isEmpty);
    }

    private void addRefreshes(List<TocEntry> list, ExistingTables tables) {
        ListOrder.chain(
                list.stream().filter(ListOrder::isRefresh).toList(),
                entry -> tables.callsFunctions(new Table(entry.namespace(), entry.tag())),
                (entry, waits) -> waitsOf(entry.dumpId()).addAll(waits));
    }

    private Set<Integer> waitsOf(int dumpId) {
        return before.computeIfAbsent(dumpId, unused -> new LinkedHashSet<>());
    }

    private void addWaits(Table root, Table referenced) {
        Rows waiting = rows.get(root);
        Rows needed = rows.get(referenced);
        if (waiting == null || needed == null) {
            return;
        }
        int earlier = 0;
        for (int i = 0; i < waiting.dumpIds.size(); i++) {
            // A wait for later rows might never end.
            while (earlier < needed.positions.size() && needed.positions.get(earlier) < waiting.positions.get(i)) {
                earlier++;
            }
            if (earlier > 0) {
                waitsOf(waiting.dumpIds.get(i)).add(needed.first(earlier));
            }
        }
    }

    /** Returns the milestones that are reached when some of the rows are loaded. */
    List<TaskNode> milestones() {
        return milestones;
    }

    /** Returns what entries must wait for, by dump ID. */
    Map<Integer, Set<Integer>> before() {
        return before;
    }

    /** The entries whose rows go to the same tree, in order. */
    private final class Rows {
        private final List<Integer> dumpIds = new ArrayList<>();
        private final List<Integer> positions = new ArrayList<>();
        /** What to wait for until the first entry is loaded, the first two, and so on. */
        private final List<Integer> loaded = new ArrayList<>();

        void add(TocEntry entry, int position) {
            dumpIds.add(entry.dumpId());
            positions.add(position);
        }

        /** Returns what to wait for until this many entries, at least one, are loaded. */
        int first(int count) {
            while (loaded.size() < count) {
                int next = dumpIds.get(loaded.size());
                if (loaded.isEmpty()) {
                    loaded.add(next);
                } else {
                    Set<Integer> all = Set.of(loaded.get(loaded.size() - 1), next);
                    TaskNode milestone = TaskNode.milestone(firstMilestone - milestones.size(), all);
                    milestones.add(milestone);
                    loaded.add(milestone.dumpId());
                }
            }
            return loaded.get(count - 1);
        }
    }
}
