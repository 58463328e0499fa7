package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.internal.plan.RestoreTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A task in the dependency graph. Does not change once tasks are scheduled. */
final class TaskNode {
    private final int dumpId;
    private final RestoreTask task;
    private final Set<Integer> dependencies;
    private final Set<Integer> tables;
    private final boolean isLocking;
    private final TaskSize size;
    private final List<TaskNode> dependents = new ArrayList<>();

    /**
     * @param dependencies dump IDs of the nodes that must be done first
     * @param tables dump IDs of the tables that it works on
     * @param isLocking whether it locks these tables against all other tasks
     */
    TaskNode(RestoreTask task, Set<Integer> dependencies, Set<Integer> tables, boolean isLocking, TaskSize size) {
        this(task.entry().dumpId(), task, dependencies, tables, isLocking, size);
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
        this.dependencies = dependencies;
        this.tables = tables;
        this.isLocking = isLocking;
        this.size = size;
    }

    /** Creates a node without a task, which is done as soon as its dependencies are done. */
    static TaskNode milestone(int number, Set<Integer> dependencies) {
        return new TaskNode(number, null, dependencies, Set.of(), false, TaskSize.NOTHING);
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

    Set<Integer> dependencies() {
        return dependencies;
    }

    TaskSize size() {
        return size;
    }

    /** Returns the nodes that wait for it. */
    List<TaskNode> dependents() {
        return dependents;
    }

    void addDependent(TaskNode dependent) {
        dependents.add(dependent);
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
