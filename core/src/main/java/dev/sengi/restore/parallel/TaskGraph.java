package dev.sengi.restore.parallel;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.restore.RestoreTask;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What waits for what. An archive's dependencies say so but for one thing: what is made after the data depends on tables,
 * where it has to wait for their rows.
 *
 * <p>Facts: {@code fix_dependencies}, {@code repoint_table_dependencies} and {@code identify_locking_dependencies} in
 * PostgreSQL's {@code pg_backup_archiver.c}.
 */
final class TaskGraph {
    private final Map<Integer, TaskNode> nodes = new LinkedHashMap<>();
    private final Map<Integer, TocEntry> entries = new HashMap<>();
    /** The table's data, by the table's dump ID. */
    private final Map<Integer, Integer> dataOfTable = new HashMap<>();

    private final DataLength dataLength;

    /** Tells how many bytes an archive stores for an entry. */
    @FunctionalInterface
    interface DataLength {
        OptionalLong of(TocEntry entry) throws IOException;
    }

    /** @param tasks in the order of the list, those that are not selected included: chains lead through them */
    TaskGraph(List<RestoreTask> tasks, DataLength dataLength) throws IOException {
        this.dataLength = dataLength;
        for (RestoreTask task : tasks) {
            TocEntry entry = task.entry();
            entries.put(entry.dumpId(), entry);
            if (entry.desc().equals("TABLE DATA") && !entry.dependencies().isEmpty()) {
                dataOfTable.put(entry.dependencies().get(0), entry.dumpId());
            }
        }
        for (RestoreTask task : tasks) {
            nodes.put(task.entry().dumpId(), node(task));
        }
        for (TaskNode node : nodes.values()) {
            node.dependencies().forEach(dumpId -> nodes.get(dumpId).addDependent(node));
        }
    }

    /** Returns all nodes in the order of the list. */
    Collection<TaskNode> nodes() {
        return nodes.values();
    }

    TaskNode node(TocEntry entry) {
        return nodes.get(entry.dumpId());
    }

    /** Returns the dump ID of the table that the rows belong to, or null. */
    Integer tableOf(TocEntry data) {
        Integer table =
                data.dependencies().isEmpty() ? null : data.dependencies().get(0);
        Integer found = dataOfTable.get(table);
        return found != null && found == data.dumpId() ? table : null;
    }

    private TaskNode node(RestoreTask task) throws IOException {
        TocEntry entry = task.entry();
        boolean afterData = entry.section() == Section.POST_DATA;
        Set<Integer> dependencies = new LinkedHashSet<>();
        TaskSize size = task.readsData() ? TaskSize.of(dataLength.of(entry)) : TaskSize.NOTHING;
        for (int dependency : entry.dependencies()) {
            Integer data = afterData ? dataOfTable.get(dependency) : null;
            if (data != null) {
                size = size.max(TaskSize.of(dataLength.of(entries.get(data))));
            }
            dependencies.add(data == null ? dependency : data);
        }
        if (entry.desc().equals("BLOB COMMENTS") && dependencies.isEmpty()) {
            // Old ones do not say what they comment on.
            entries.values().stream()
                    .filter(other -> other.desc().equals("BLOBS"))
                    .forEach(blobs -> dependencies.add(blobs.dumpId()));
        }
        // Old archives name what they do not hold.
        dependencies.retainAll(entries.keySet());
        dependencies.remove(entry.dumpId());
        return new TaskNode(task, dependencies, locks(entry, afterData, dependencies), size);
    }

    private Set<Integer> locks(TocEntry entry, boolean afterData, Set<Integer> dependencies) {
        // Making an index keeps writers out, and nobody else; it is mostly ALTER TABLE otherwise.
        if (!afterData || entry.desc().equals("INDEX")) {
            return Set.of();
        }
        Set<Integer> locks = new LinkedHashSet<>();
        for (int dependency : dependencies) {
            String desc = entries.get(dependency).desc();
            if (desc.equals("TABLE") || desc.equals("TABLE DATA")) {
                locks.add(dependency);
            }
        }
        return locks;
    }
}
