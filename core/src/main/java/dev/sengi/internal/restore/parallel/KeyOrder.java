package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.EntryTraits.Data;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.PartitionRoot;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.restore.database.ForeignKeys;
import dev.sengi.internal.restore.database.ForeignKeys.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Order that foreign keys demand of rows whose tables exist before a restore: rows wait for those listed before them of the
 * tables that they reference. The list of a dump of only data has this order as far as possible; pg_restore {@code -j} does
 * not keep it, and the server refuses the rows that come first. The number of waits is linear.
 */
final class KeyOrder {
    /** By the root of the tree of partitions that they go to. */
    private final Map<Table, Rows> rows = new HashMap<>();

    private final List<TaskNode> milestones = new ArrayList<>();
    private final Map<Integer, Set<Integer>> before = new LinkedHashMap<>();
    private final int firstMilestone;

    /**
     * @param data the entries with data in the order in which they must be read, or are listed
     * @param quoting how the archive quotes names
     * @param firstMilestone the number of the first milestone, negative; others are lower
     */
    KeyOrder(List<TocEntry> data, ForeignKeys keys, Quoting quoting, int firstMilestone) {
        this.firstMilestone = firstMilestone;
        Map<String, Table> marked = new HashMap<>();
        keys.references()
                .forEach((root, referenced) -> Stream.concat(Stream.of(root), referenced.stream())
                        .forEach(each ->
                                marked.put(PartitionRoot.marker(quoting.qualified(each.schema(), each.name())), each)));
        for (int position = 0; position < data.size(); position++) {
            TocEntry entry = data.get(position);
            if (entry.type().data() == Data.ROWS) {
                Table root = marked.get(entry.defn() == null ? "" : entry.defn().strip());
                rows.computeIfAbsent(
                                root == null ? keys.root(new Table(entry.namespace(), entry.tag())) : root,
                                unused -> new Rows())
                        .add(entry, position);
            }
        }
        keys.references().forEach((root, referenced) -> referenced.forEach(other -> addWaits(root, other)));
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
                before.computeIfAbsent(waiting.dumpIds.get(i), unused -> new LinkedHashSet<>())
                        .add(needed.first(earlier));
            }
        }
    }

    /** Returns what is reached when some rows are loaded. */
    List<TaskNode> milestones() {
        return milestones;
    }

    /** Returns what entries must wait for, by dump ID. */
    Map<Integer, Set<Integer>> before() {
        return before;
    }

    /** The entries whose rows go to one tree, in order. */
    private final class Rows {
        private final List<Integer> dumpIds = new ArrayList<>();
        private final List<Integer> positions = new ArrayList<>();
        /** What to wait for until the first one, two, ... are loaded. */
        private final List<Integer> loaded = new ArrayList<>();

        void add(TocEntry entry, int position) {
            dumpIds.add(entry.dumpId());
            positions.add(position);
        }

        /** Returns what to wait for until so many entries are loaded, at least one. */
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
