package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.plan.TableTrees;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Determines what each task of a {@link TaskGraph} waits for, which tables it works on, and how much work it is.
 *
 * <p>Used once, by one thread.
 *
 * <p>Source: {@code fix_dependencies}, {@code repoint_table_dependencies} and {@code identify_locking_dependencies} in
 * PostgreSQL's {@code pg_backup_archiver.c}, which wait only for the table's own rows.
 */
final class TaskNodes {
    private final Map<Integer, TocEntry> entries = new LinkedHashMap<>();
    /** The selected entries: a table that is not among them may already have rows. */
    private final Set<Integer> created = new HashSet<>();

    private final List<RestoreTask> tasks;
    private final RowParts rows;
    private final InheritedConstraints constraints;
    private final ListOrder listOrder;
    /** The constraints, among those listed so far, that are added after the data. */
    private final Set<Integer> added = new LinkedHashSet<>();

    private final Quoting quoting;
    private final boolean switchesTriggers;
    /** The first part of each table's data. */
    private final Map<List<String>, Integer> firstParts = new HashMap<>();

    private final TaskGraph.Sizes sizes;

    /** See {@link TaskGraph#of}. */
    TaskNodes(
            List<RestoreTask> tasks,
            Quoting quoting,
            boolean switchesTriggers,
            TaskGraph.Sizes sizes,
            List<TocEntry> readingOrder) {
        this.tasks = tasks;
        this.quoting = quoting;
        this.switchesTriggers = switchesTriggers;
        this.sizes = sizes;
        for (RestoreTask task : tasks) {
            entries.put(task.entry().dumpId(), task.entry());
            if (task.isSelected()) {
                created.add(task.entry().dumpId());
            }
        }
        TableTrees trees = new TableTrees(entries.values());
        rows = new RowParts(trees, entries.values(), this::mayBeRouted);
        constraints = new InheritedConstraints(trees);
        listOrder = new ListOrder(List.copyOf(entries.values()), readingOrder);
    }

    /** Returns the rows that post-data objects wait for. */
    RowParts rows() {
        return rows;
    }

    /** Returns the nodes by dump ID: the tasks in the order of the list, then the milestones. */
    Map<Integer, TaskNode> create() throws IOException {
        Map<Integer, TaskNode> nodes = new LinkedHashMap<>();
        for (RestoreTask task : tasks) {
            nodes.put(task.entry().dumpId(), node(task));
        }
        rows.milestones().forEach(milestone -> nodes.put(milestone.dumpId(), milestone));
        return nodes;
    }

    private boolean mayBeRouted(TocEntry data) {
        // INSERT commands do not reveal this in all archives.
        return !CopyCommand.exists(data) || RestoreTask.isLoadedViaPartitionRoot(data, quoting);
    }

    private TaskNode node(RestoreTask task) throws IOException {
        TocEntry entry = task.entry();
        Set<Integer> dependencies = recordedAndRows(entry);
        dependencies.addAll(constraints.before(entry));
        if (isAfterData(entry) && entry.type().isConstraint()) {
            added.add(entry.dumpId());
        }
        if (dependencies.isEmpty() && isOnConstraint(entry)) {
            // A constraint that a child inherits has no entry, so the parent's constraint must come first.
            dependencies.addAll(added);
        }
        if (isAfterData(entry) && needsEverything(entry)) {
            dependencies.add(rows.everything());
        }
        if (dependencies.isEmpty() && entry.type().data() == DataKind.COMMANDS) {
            // Old archives do not record which large objects the comments are on.
            dependencies.addAll(largeObjects());
        }
        dependencies.addAll(listOrder.before(entry));
        dependencies.remove(entry.dumpId());
        return new TaskNode(task, dependencies, tables(entry), isLocking(entry), size(task));
    }

    static boolean isAfterData(TocEntry entry) {
        return entry.section() == Section.POST_DATA;
    }

    /** Returns the dependencies that the archive contains, and the rows of tables among them. */
    private Set<Integer> recordedAndRows(TocEntry entry) {
        Set<Integer> dependencies = new LinkedHashSet<>();
        for (int dependency : entry.dependencies()) {
            // Old archives list dependencies on entries that they do not contain.
            if (entries.containsKey(dependency)) {
                dependencies.add(dependency);
            }
            if (isAfterData(entry)) {
                dependencies.addAll(rows.beneath(dependency));
            } else if (RowParts.isTableStatistics(entry)) {
                dependencies.addAll(rows.ownRows(dependency));
            }
        }
        return dependencies;
    }

    private static boolean isOnConstraint(TocEntry entry) {
        return EntryTraits.ofAnnotated(entry).is(Trait.CONSTRAINT);
    }

    private List<Integer> largeObjects() {
        return entries.values().stream()
                .filter(entry -> entry.type().data() == DataKind.LARGE_OBJECTS)
                .map(TocEntry::dumpId)
                .toList();
    }

    /** Returns the tables that the task works on. */
    private Set<Integer> tables(TocEntry entry) {
        Set<Integer> tables = new LinkedHashSet<>();
        entry.dependencies().stream().filter(rows::isTable).forEach(tables::add);
        if (switchesTriggersFor(entry)) {
            // The part that ends first would enable the triggers for the rows of the others. Rows that go to another
            // partition would find its triggers disabled.
            List<String> table = RestoreTask.isLoadedViaPartitionRoot(entry, quoting)
                    ? List.of(entry.defn().strip())
                    : Arrays.asList(entry.namespace(), entry.tag());
            tables.add(firstParts.computeIfAbsent(table, unused -> entry.dumpId()));
        }
        return tables;
    }

    private boolean switchesTriggersFor(TocEntry entry) {
        return switchesTriggers && entry.type().data() == DataKind.ROWS;
    }

    private boolean isLocking(TocEntry entry) {
        // Creating an index locks out only writers. Most other post-data commands are ALTER TABLE.
        return (isAfterData(entry) && !EntryTraits.of(entry).is(Trait.INDEX)) || switchesTriggersFor(entry);
    }

    /** Returns the size of the task's data, or of the data that it has to read in the database. */
    private TaskSize size(RestoreTask task) throws IOException {
        TocEntry entry = task.entry();
        TaskSize size = task.readsData() ? TaskSize.loading(sizes.of(entry)) : TaskSize.NOTHING;
        if (!isAfterData(entry)) {
            return size;
        }
        for (int dependency : entry.dependencies()) {
            Collection<Integer> loaded = rows.dataBeneath(dependency);
            for (int data : loaded) {
                size = size.max(TaskSize.after(
                        sizes.of(entries.get(data)), EntryTraits.of(entry).weight()));
            }
            if (loaded.isEmpty() && rows.isTable(dependency) && !created.contains(dependency)) {
                size = size.max(TaskSize.UNKNOWN);
            }
        }
        return size;
    }

    /** Returns whether a post-data object has to wait for all data. */
    private boolean needsEverything(TocEntry entry) {
        if (EntryTraits.passOf(entry) == Pass.POST_ACL) {
            // It comes after all data anyway.
            return false;
        }
        return isUnrelated(entry)
                || (EntryTraits.of(entry).is(Trait.READS_ROWS)
                        && (mayReadOthers(entry) || listOrder.isCreatedWithFunctions(entry)));
    }

    /**
     * Returns whether the relevant rows are unknown, because the entry names no table, or one whose definition is not
     * in the archive, so that the tables below it are unknown.
     */
    private boolean isUnrelated(TocEntry entry) {
        boolean isRelated = false;
        for (int dependency : entry.dependencies()) {
            TocEntry found = entries.get(dependency);
            if (found == null) {
                return true;
            }
            isRelated |= rows.isDefined(dependency) || found.section() == Section.POST_DATA;
        }
        return !isRelated;
    }

    private boolean mayReadOthers(TocEntry entry) {
        return entry.dependencies().stream()
                .map(entries::get)
                .anyMatch(dependency ->
                        dependency != null && EntryTraits.of(dependency).is(Trait.READS_TABLES));
    }
}
