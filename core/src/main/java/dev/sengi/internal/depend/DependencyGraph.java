package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.CatalogObject;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which objects must be dumped before which, by dump ID.
 *
 * <p>Keeps dependencies, including repeated ones, in the order in which they were added, because archives list them
 * that way. Used by one thread.
 */
public final class DependencyGraph {
    private static final int[] EMPTY = {};

    private final int[][] dependencies;
    private final int[] counts;
    private final Map<Mark, BitSet> marks = new EnumMap<>(Mark.class);

    public DependencyGraph(int objects) {
        dependencies = new int[objects + 1][];
        Arrays.fill(dependencies, EMPTY);
        counts = new int[objects + 1];
    }

    private DependencyGraph(DependencyGraph other) {
        counts = other.counts.clone();
        dependencies = new int[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            dependencies[i] = Arrays.copyOf(other.dependencies[i], counts[i]);
        }
        other.marks.forEach((mark, ids) -> marks.put(mark, (BitSet) ids.clone()));
    }

    /** Returns an independent graph that starts with the same dependencies. */
    public DependencyGraph copy() {
        return new DependencyGraph(this);
    }

    /** Adds a dependency: the object is dumped after the one that it depends on. */
    public void add(CatalogObject<?> object, CatalogObject<?> dependsOn) {
        add(object.dumpId(), dependsOn.dumpId());
    }

    public void add(int dumpId, int dependsOn) {
        int[] list = dependencies[dumpId];
        if (counts[dumpId] == list.length) {
            list = Arrays.copyOf(list, Math.max(4, list.length * 2));
            dependencies[dumpId] = list;
        }
        list[counts[dumpId]++] = dependsOn;
    }

    /** Removes the dependency and its repetitions. */
    public void remove(CatalogObject<?> object, CatalogObject<?> dependsOn) {
        int id = object.dumpId();
        int kept = 0;
        for (int i = 0; i < counts[id]; i++) {
            if (dependencies[id][i] != dependsOn.dumpId()) {
                dependencies[id][kept++] = dependencies[id][i];
            }
        }
        counts[id] = kept;
    }

    /** Returns the dump IDs on which the object depends, in the order of adding. */
    public int[] of(int dumpId) {
        return Arrays.copyOf(dependencies[dumpId], counts[dumpId]);
    }

    /** Records how the object is written. */
    public void mark(CatalogObject<?> object, Mark mark) {
        marks.computeIfAbsent(mark, m -> new BitSet()).set(object.dumpId());
    }

    public boolean has(CatalogObject<?> object, Mark mark) {
        BitSet ids = marks.get(mark);
        return ids != null && ids.get(object.dumpId());
    }

    int count(int dumpId) {
        return counts[dumpId];
    }

    int get(int dumpId, int index) {
        return dependencies[dumpId][index];
    }
}
