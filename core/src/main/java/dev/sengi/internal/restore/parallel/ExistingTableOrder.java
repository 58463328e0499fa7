package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.PartitionRoot;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.restore.database.ExistingTables;
import dev.sengi.internal.restore.database.ExistingTables.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 *   <li>Parts of a table wait for earlier ones if the database's table has more unique keys than the archive's.
 *   <li>Rows of materialized views wait for those of others if their query calls functions.
 *   <li>Sequences, large objects and post-data objects wait for such rows.
 *   <li>If triggers fire for rows, all others wait for these as well.
 * </ul>
 *
 * <p>Entries wait only for entries listed before them, and the number of waits is linear. If a user has reordered the
 * list against the recorded dependencies, such a wait might never end, so none is added from the first such entry on.
 * Immutable.
 *
 * @param milestones those that are reached when some of the rows are loaded
 * @param before what entries must wait for, by dump ID
 */
record ExistingTableOrder(List<TaskNode> milestones, Map<Integer, Set<Integer>> before) {

    ExistingTableOrder {
        milestones = List.copyOf(milestones);
        Map<Integer, Set<Integer>> copies = new HashMap<>();
        before.forEach((dumpId, waits) -> copies.put(dumpId, Collections.unmodifiableSet(new HashSet<>(waits))));
        before = Collections.unmodifiableMap(copies);
    }

    /**
     * @param list all entries in the order of the list
     * @param readingOrder the entries with data in the order in which they must be read, or null for any order
     * @param tables the tables that exist
     * @param quoting how the archive quotes names
     * @param firstMilestone the number of the first milestone, negative; others are lower
     */
    static ExistingTableOrder of(
            List<TocEntry> list,
            List<TocEntry> readingOrder,
            ExistingTables tables,
            Quoting quoting,
            int firstMilestone) {
        List<Load> loads = loads(readingOrder == null ? list : readingOrder, tables, quoting);
        Waits waits = new Waits(firstMilestone);
        TargetColumns columns = new TargetColumns(tables.target(), list, quoting);
        addCalls(loads, list, readingOrder, tables, columns, waits);
        addReferences(loads, tables, waits);
        addKeys(loads, columns, waits);
        addRefreshes(list, tables, waits);
        return new ExistingTableOrder(waits.milestones, waits.before);
    }

    /**
     * The rows of an entry.
     *
     * @param table the table that is loaded
     * @param root the root of the partition tree to which the rows go
     */
    private record Load(TocEntry entry, int position, Table table, Table root) {
        int dumpId() {
            return entry.dumpId();
        }
    }

    /** Returns the rows in order, up to the first that precede a dependency. */
    private static List<Load> loads(List<TocEntry> data, ExistingTables tables, Quoting quoting) {
        Map<String, Table> marked = new HashMap<>();
        tables.roots()
                .forEach(each -> marked.put(PartitionRoot.marker(quoting.qualified(each.schema(), each.name())), each));
        Set<Integer> later = new HashSet<>();
        data.forEach(entry -> later.add(entry.dumpId()));
        List<Load> loads = new ArrayList<>();
        for (int position = 0; position < data.size(); position++) {
            TocEntry entry = data.get(position);
            later.remove(entry.dumpId());
            if (entry.type().data() == DataKind.ROWS) {
                if (entry.dependencies().stream().anyMatch(later::contains)) {
                    break;
                }
                Table named =
                        marked.get(entry.defn() == null ? "" : entry.defn().strip());
                Table table = named == null ? new Table(entry.namespace(), entry.tag()) : named;
                loads.add(new Load(entry, position, table, tables.root(table)));
            }
        }
        return loads;
    }

    private static void addCalls(
            List<Load> loads,
            List<TocEntry> list,
            List<TocEntry> readingOrder,
            ExistingTables tables,
            TargetColumns columns,
            Waits waits) {
        List<Integer> earlier = new ArrayList<>();
        Set<Integer> calling = new HashSet<>();
        Integer lastChanging = null;
        for (Load load : loads) {
            if (lastChanging != null) {
                waits.add(load.entry(), List.of(lastChanging));
            }
            if (tables.dependsOnOthers(load.root()) || columns.areComputed(load.entry(), load.table())) {
                // Entries before the last such entry are done when that one is.
                waits.add(load.entry(), earlier);
                earlier.clear();
                calling.add(load.dumpId());
            }
            earlier.add(load.dumpId());
            if (tables.changesOthers(load.root())) {
                lastChanging = load.dumpId();
            }
        }
        ListOrder.followRows(list, readingOrder, entry -> calling.contains(entry.dumpId()), waits::add);
    }

    private static void addReferences(List<Load> loads, ExistingTables tables, Waits waits) {
        Map<Table, TreeRows> rows = new HashMap<>();
        for (Load load : loads) {
            rows.computeIfAbsent(load.root(), unused -> new TreeRows(waits)).add(load);
        }
        tables.references().forEach((root, referenced) -> {
            TreeRows waiting = rows.get(root);
            if (waiting != null) {
                referenced.stream().map(rows::get).filter(Objects::nonNull).forEach(waiting::waitFor);
            }
        });
    }

    /** If two loads of a table contain the same key, the server rejects the one that comes later. */
    private static void addKeys(List<Load> loads, TargetColumns columns, Waits waits) {
        Map<Table, TreeRows> rows = new HashMap<>();
        for (Load load : loads) {
            rows.computeIfAbsent(load.table(), unused -> new TreeRows(waits)).add(load);
        }
        rows.forEach((table, parts) -> {
            if (columns.haveMoreKeys(table)) {
                parts.waitFor(parts);
            }
        });
    }

    private static void addRefreshes(List<TocEntry> list, ExistingTables tables, Waits waits) {
        ListOrder.chain(
                list.stream().filter(ListOrder::isRefresh).toList(),
                entry -> tables.callsFunctions(new Table(entry.namespace(), entry.tag())),
                waits::add);
    }

    /** What is found to be waited for. */
    private static final class Waits {
        private final List<TaskNode> milestones = new ArrayList<>();
        private final Map<Integer, Set<Integer>> before = new HashMap<>();
        private final int firstMilestone;

        Waits(int firstMilestone) {
            this.firstMilestone = firstMilestone;
        }

        void add(TocEntry entry, List<Integer> waits) {
            if (!waits.isEmpty()) {
                before.computeIfAbsent(entry.dumpId(), unused -> new HashSet<>())
                        .addAll(waits);
            }
        }

        int milestone(Set<Integer> dependencies) {
            TaskNode milestone = TaskNode.milestone(firstMilestone - milestones.size(), dependencies);
            milestones.add(milestone);
            return milestone.dumpId();
        }
    }

    /** The entries whose rows go to the same tree, in order. */
    private static final class TreeRows {
        private final Waits waits;
        private final List<Load> loads = new ArrayList<>();
        /** What to wait for until the first entry is loaded, the first two, and so on. */
        private final List<Integer> loaded = new ArrayList<>();

        TreeRows(Waits waits) {
            this.waits = waits;
        }

        void add(Load load) {
            loads.add(load);
        }

        /** Makes these rows wait for earlier ones of a tree that this one references. */
        void waitFor(TreeRows referenced) {
            int earlier = 0;
            for (Load load : loads) {
                // A wait for later rows might never end.
                while (earlier < referenced.loads.size()
                        && referenced.loads.get(earlier).position() < load.position()) {
                    earlier++;
                }
                if (earlier > 0) {
                    waits.add(load.entry(), List.of(referenced.first(earlier)));
                }
            }
        }

        /** Returns what to wait for until this many entries, at least one, are loaded. */
        private int first(int count) {
            while (loaded.size() < count) {
                int next = loads.get(loaded.size()).dumpId();
                loaded.add(loaded.isEmpty() ? next : waits.milestone(Set.of(loaded.get(loaded.size() - 1), next)));
            }
            return loaded.get(count - 1);
        }
    }
}
