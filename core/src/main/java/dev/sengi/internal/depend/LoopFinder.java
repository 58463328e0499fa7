package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds loops of dependencies, depth first.
 *
 * <p>Keeps its own stack: chains of dependencies may be as long as the database has objects.
 */
final class LoopFinder {
    private static final int LONG_PATH = 64;

    private final DependencyGraph.Builder graph;
    /** By dump ID; null for objects that are placed. */
    private final CatalogObject<?>[] objects;
    /** Objects known not to be on a loop, or to be on one that has been broken. */
    private final BitSet processed = new BitSet();
    /** For each object, the start of the last search that found no path back from it, or 0. */
    private final int[] failedFrom;

    private final boolean[] onPath;
    /** The dump IDs of the path, and for each the index of the dependency to follow next. */
    private int[] path = new int[LONG_PATH];

    private int[] next = new int[LONG_PATH];

    LoopFinder(DependencyGraph.Builder graph, List<CatalogObject<?>> unplaced) {
        this.graph = graph;
        int largest = 0;
        for (CatalogObject<?> object : unplaced) {
            largest = Math.max(largest, object.dumpId());
        }
        objects = new CatalogObject<?>[largest + 1];
        failedFrom = new int[largest + 1];
        onPath = new boolean[largest + 1];
        unplaced.forEach(o -> objects[o.dumpId()] = o);
    }

    /** Excludes an object from further searches. */
    void markProcessed(CatalogObject<?> object) {
        processed.set(object.dumpId());
    }

    boolean isProcessed(CatalogObject<?> object) {
        return processed.get(object.dumpId());
    }

    /** Returns the objects of a loop through the given one, which comes first; empty if none exists. */
    List<CatalogObject<?>> loopThrough(CatalogObject<?> start) {
        int startId = start.dumpId();
        int length = push(startId, 0);
        while (length > 0) {
            int last = path[length - 1];
            if (next[length - 1] == 0 && leadsTo(last, startId)) {
                return leave(length);
            }
            if (next[length - 1] == graph.count(last)) {
                failedFrom[last] = startId;
                onPath[last] = false;
                length--;
                continue;
            }
            int dependency = graph.get(last, next[length - 1]++);
            boolean worthwhile = dependency < objects.length
                    && objects[dependency] != null
                    && !processed.get(dependency)
                    && !onPath[dependency]
                    && failedFrom[dependency] != startId;
            if (worthwhile) {
                length = push(dependency, length);
            }
        }
        return List.of();
    }

    private int push(int dumpId, int length) {
        if (length == path.length) {
            path = Arrays.copyOf(path, 2 * length);
            next = Arrays.copyOf(next, 2 * length);
        }
        path[length] = dumpId;
        next[length] = 0;
        onPath[dumpId] = true;
        return length + 1;
    }

    private List<CatalogObject<?>> leave(int length) {
        List<CatalogObject<?>> loop = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            loop.add(objects[path[i]]);
            onPath[path[i]] = false;
        }
        return loop;
    }

    private boolean leadsTo(int from, int to) {
        for (int i = 0; i < graph.count(from); i++) {
            if (graph.get(from, i) == to) {
                return true;
            }
        }
        return false;
    }
}
