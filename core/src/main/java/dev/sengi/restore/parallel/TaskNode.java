package dev.sengi.restore.parallel;

import dev.sengi.restore.RestoreTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A task in the graph of what waits for what. Does not change once the graph stands. */
final class TaskNode {
    private final RestoreTask task;
    private final Set<Integer> dependencies;
    private final Set<Integer> locks;
    private final TaskSize size;
    private final List<TaskNode> dependents = new ArrayList<>();

    /**
     * @param dependencies dump IDs of the tasks that come before it
     * @param locks the tables, or their data, that it locks against everybody else
     */
    TaskNode(RestoreTask task, Set<Integer> dependencies, Set<Integer> locks, TaskSize size) {
        this.task = task;
        this.dependencies = dependencies;
        this.locks = locks;
        this.size = size;
    }

    RestoreTask task() {
        return task;
    }

    int dumpId() {
        return task.entry().dumpId();
    }

    Set<Integer> dependencies() {
        return dependencies;
    }

    TaskSize size() {
        return size;
    }

    /** Returns those that wait for it. */
    List<TaskNode> dependents() {
        return dependents;
    }

    void addDependent(TaskNode dependent) {
        dependents.add(dependent);
    }

    /** Returns whether one of the two locks what the other one needs. */
    boolean conflictsWith(TaskNode other) {
        return meet(locks, other.dependencies) || meet(other.locks, dependencies);
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
