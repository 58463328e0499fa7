package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.CatalogObject;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which objects must be dumped before which, by dump ID, and how objects are written. Immutable.
 *
 * <p>Keeps dependencies, including repeated ones, in the order in which they were added, because archives list them
 * that way.
 */
public final class DependencyGraph {
    private static final int[] EMPTY = {};

    private final int[][] dependencies;
    private final int[] counts;
    private final Map<Mark, BitSet> marks;

    private DependencyGraph(Builder builder) {
        dependencies = builder.dependencies;
        counts = builder.counts;
        marks = builder.marks;
    }

    /**
     * Returns the dump IDs of the given objects and of all objects connected to them by dependencies in either
     * direction.
     *
     * @param aside objects whose dependencies are ignored
     */
    BitSet connectedWith(BitSet start, BitSet aside) {
        int[] groups = new int[counts.length];
        Arrays.setAll(groups, id -> id);
        for (int id = 1; id < counts.length; id++) {
            for (int i = 0; i < counts[id] && !aside.get(id); i++) {
                int dependency = dependencies[id][i];
                if (!aside.get(dependency)) {
                    groups[group(groups, id)] = group(groups, dependency);
                }
            }
        }
        BitSet found = new BitSet(counts.length);
        start.stream().forEach(id -> found.set(group(groups, id)));
        BitSet connected = new BitSet(counts.length);
        for (int id = 1; id < counts.length; id++) {
            connected.set(id, found.get(group(groups, id)));
        }
        return connected;
    }

    /** Returns the representative of an object's group, and shortens the path to it. */
    private static int group(int[] groups, int id) {
        int group = id;
        while (groups[group] != group) {
            groups[group] = groups[groups[group]];
            group = groups[group];
        }
        return group;
    }

    /** Returns a new array of the dump IDs of an object's dependencies, in the order in which they were added. */
    public int[] of(int dumpId) {
        return Arrays.copyOf(dependencies[dumpId], counts[dumpId]);
    }

    /** Returns an object's dependencies in the form that entries use. */
    public List<Integer> of(CatalogObject<?> object) {
        return Arrays.stream(of(object.dumpId())).boxed().toList();
    }

    public boolean has(CatalogObject<?> object, Mark mark) {
        return has(marks, object, mark);
    }

    private static boolean has(Map<Mark, BitSet> marks, CatalogObject<?> object, Mark mark) {
        BitSet ids = marks.get(mark);
        return ids != null && ids.get(object.dumpId());
    }

    /** Returns a builder that starts with these dependencies. */
    Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects dependencies, and changes them to break loops. Used by one thread. */
    public static final class Builder {
        private int[][] dependencies;
        private int[] counts;
        private Map<Mark, BitSet> marks = new EnumMap<>(Mark.class);

        public Builder(int objects) {
            dependencies = new int[objects + 1][];
            Arrays.fill(dependencies, EMPTY);
            counts = new int[objects + 1];
        }

        private Builder(DependencyGraph graph) {
            counts = graph.counts.clone();
            dependencies = new int[counts.length][];
            for (int i = 0; i < counts.length; i++) {
                dependencies[i] = graph.of(i);
            }
            graph.marks.forEach((mark, ids) -> marks.put(mark, (BitSet) ids.clone()));
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

        /** Removes the dependency, including repetitions. */
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

        /** Records how the object is written. */
        public void mark(CatalogObject<?> object, Mark mark) {
            marks.computeIfAbsent(mark, m -> new BitSet()).set(object.dumpId());
        }

        public boolean has(CatalogObject<?> object, Mark mark) {
            return DependencyGraph.has(marks, object, mark);
        }

        int count(int dumpId) {
            return counts[dumpId];
        }

        int get(int dumpId, int index) {
            return dependencies[dumpId][index];
        }

        /** Returns an object's dependencies and, after {@link #count} of them, unused elements; not to be changed. */
        int[] list(int dumpId) {
            return dependencies[dumpId];
        }

        /** Returns the graph; the builder cannot be used after that. */
        public DependencyGraph build() {
            DependencyGraph graph = new DependencyGraph(this);
            dependencies = null;
            counts = null;
            marks = null;
            return graph;
        }
    }
}
