package dev.sengi.internal.restore.parallel;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much work remains when a task begins, even with unlimited workers: its own, and that of the longest chain of
 * tasks that wait for it. Tasks that directly follow it and lock the same table count as a chain, too, because they
 * cannot run concurrently. The task with the most remaining work should begin first.
 */
final class CriticalPaths {
    private final Map<Integer, Long> lengths = new HashMap<>();

    /**
     * @param nodes those that are still to be done
     * @param dependents the nodes that wait for each node
     */
    CriticalPaths(Collection<TaskNode> nodes, Map<Integer, List<TaskNode>> dependents) {
        Map<Integer, TaskNode> byDumpId = new HashMap<>();
        nodes.forEach(node -> byDumpId.put(node.dumpId(), node));
        Map<Integer, Integer> open = new HashMap<>();
        Deque<TaskNode> known = new ArrayDeque<>();
        for (TaskNode node : nodes) {
            List<TaskNode> waiting = dependents.getOrDefault(node.dumpId(), List.of()).stream()
                    .filter(dependent -> byDumpId.containsKey(dependent.dumpId()))
                    .toList();
            long locking = waiting.stream()
                    .filter(TaskNode::isLocking)
                    .mapToLong(CriticalPaths::work)
                    .sum();
            lengths.put(node.dumpId(), work(node) + locking);
            open.put(node.dumpId(), waiting.size());
            if (waiting.isEmpty()) {
                known.add(node);
            }
        }
        // The lengths for nodes in cycles, which run last, remain incomplete.
        while (!known.isEmpty()) {
            TaskNode node = known.remove();
            for (int dumpId : node.dependencies()) {
                TaskNode dependency = byDumpId.get(dumpId);
                if (dependency != null) {
                    lengths.merge(dumpId, work(dependency) + length(node), Math::max);
                    if (open.merge(dumpId, -1, Integer::sum) == 0) {
                        known.add(dependency);
                    }
                }
            }
        }
    }

    private static long work(TaskNode node) {
        return node.isSelected() ? node.size().work() : 0;
    }

    /** Returns the work on the longest path that begins at a node. */
    long length(TaskNode node) {
        return lengths.get(node.dumpId());
    }
}
