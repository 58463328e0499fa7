package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.CatalogObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds loops of dependencies, depth first.
 *
 * <p>Keeps its own stack: chains of dependencies may be as long as the database has objects.
 */
final class LoopFinder {
    private final DependencyGraph graph;
    private final Map<Integer, CatalogObject<?>> objects = new HashMap<>();
    /** Objects known to be on no loop, or on one that has been broken. */
    private final Set<Integer> processed = new HashSet<>();
    /** For each object, the start of the last search that found no way back from it. */
    private final Map<Integer, Integer> failedFrom = new HashMap<>();

    LoopFinder(DependencyGraph graph, List<CatalogObject<?>> unplaced) {
        this.graph = graph;
        unplaced.forEach(o -> objects.put(o.dumpId(), o));
    }

    /** Excludes an object from further searches. */
    void markProcessed(CatalogObject<?> object) {
        processed.add(object.dumpId());
    }

    boolean isProcessed(CatalogObject<?> object) {
        return processed.contains(object.dumpId());
    }

    /** Returns the objects of a loop through the given one, which comes first; empty if none exists. */
    List<CatalogObject<?>> loopThrough(CatalogObject<?> start) {
        Deque<Step> path = new ArrayDeque<>();
        Set<Integer> onPath = new HashSet<>();
        path.push(new Step(start.dumpId()));
        onPath.add(start.dumpId());
        while (!path.isEmpty()) {
            Step step = path.peek();
            if (step.next == 0 && leadsTo(step.dumpId, start.dumpId())) {
                List<CatalogObject<?>> loop = new ArrayList<>();
                path.descendingIterator().forEachRemaining(s -> loop.add(objects.get(s.dumpId)));
                return loop;
            }
            if (step.next == graph.count(step.dumpId)) {
                failedFrom.put(step.dumpId, start.dumpId());
                onPath.remove(step.dumpId);
                path.pop();
                continue;
            }
            int next = graph.get(step.dumpId, step.next++);
            boolean worthwhile = objects.containsKey(next)
                    && !processed.contains(next)
                    && !onPath.contains(next)
                    && failedFrom.getOrDefault(next, 0) != start.dumpId();
            if (worthwhile) {
                path.push(new Step(next));
                onPath.add(next);
            }
        }
        return List.of();
    }

    private boolean leadsTo(int from, int to) {
        for (int i = 0; i < graph.count(from); i++) {
            if (graph.get(from, i) == to) {
                return true;
            }
        }
        return false;
    }

    private static final class Step {
        private final int dumpId;
        private int next;

        Step(int dumpId) {
            this.dumpId = dumpId;
        }
    }
}
