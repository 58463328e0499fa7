package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.internal.plan.RestoreTask;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** A task in the dependency graph. Immutable. */
final class TaskNode {
    private final int dumpId;
    private final RestoreTask task;
    private final Set<Integer> dependencies;
    private final Set<Integer> tables;
    private final boolean isLocking;
    private final TaskSize size;

    /**
     * @param dependencies dump IDs of the nodes that must be done first
     * @param tables dump IDs of the tables that it works on
     * @param isLocking whether it locks these tables against all other tasks
     */
    TaskNode(RestoreTask task, Set<Integer> dependencies, Set<Integer> tables, boolean isLocking, TaskSize size) {
        this(task.entry().dumpId(), task, copy(dependencies), copy(tables), isLocking, size);
    }

    private TaskNode(
            int dumpId,
            RestoreTask task,
            Set<Integer> dependencies,
            Set<Integer> tables,
            boolean isLocking,
            TaskSize size) {
        this.dumpId = dumpId;
        this.task = task;
        this.dependencies = Collections.unmodifiableSet(dependencies);
        this.tables = Collections.unmodifiableSet(tables);
        this.isLocking = isLocking;
        this.size = size;
    }

    /** Not Set.copyOf, whose linear probing is quadratic for dense numbers that wrap around its table. */
    private static Set<Integer> copy(Set<Integer> dumpIds) {
        return new HashSet<>(dumpIds);
    }

    /** Creates a node without a task, which is done as soon as its dependencies are done. */
    static TaskNode milestone(int number, Set<Integer> dependencies) {
        return new TaskNode(number, null, copy(dependencies), Set.of(), false, TaskSize.NOTHING);
    }

    /** Returns the same node, which also waits for these. */
    TaskNode after(Set<Integer> others) {
        Set<Integer> all = copy(dependencies);
        all.addAll(others);
        return new TaskNode(dumpId, task, all, tables, isLocking, size);
    }

    boolean isMilestone() {
        return task == null;
    }

    /** Returns the task, or null for a milestone. */
    RestoreTask task() {
        return task;
    }

    /** Returns the dump ID of the task's entry; a milestone's is negative. */
    int dumpId() {
        return dumpId;
    }

    /** Returns the pass that it belongs to. */
    Pass pass() {
        return task == null ? Pass.MAIN : task.pass();
    }

    /** Returns whether a worker has anything to do for it. */
    boolean isSelected() {
        return task != null && task.isSelected();
    }

    /** Returns whether it reads data from the archive. */
    boolean readsData() {
        return task != null && task.readsData();
    }

    /** Returns the dump IDs of the nodes that must be done first. */
    Set<Integer> dependencies() {
        return dependencies;
    }

    TaskSize size() {
        return size;
    }

    /** Returns whether it locks its tables against all other tasks. */
    boolean isLocking() {
        return isLocking;
    }

    /** Returns whether either of the two locks a table that the other works on. */
    boolean conflictsWith(TaskNode other) {
        return (isLocking || other.isLocking) && meet(tables, other.tables);
    }

    private static boolean meet(Set<Integer> some, Set<Integer> others) {
        for (int dumpId : some) {
            if (others.contains(dumpId)) {
                return true;
            }
        }
        return false;
    }
}
