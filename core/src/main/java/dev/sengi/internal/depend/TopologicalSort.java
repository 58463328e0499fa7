package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Orders objects so that each comes after those it depends on, and otherwise keeps their order.
 *
 * <p>The result is filled from its end, always with the object that came last among those that no unplaced object
 * depends on. pg_dump does the same; filling from the front would give a different order.
 */
final class TopologicalSort {
    private final DependencyGraph.Builder graph;

    TopologicalSort(DependencyGraph.Builder graph) {
        this.graph = graph;
    }

    /**
     * Sorts the objects.
     *
     * @param ordered receives the objects if there is no loop
     * @return the objects that could not be placed because they are on a loop or needed by one, ordered by dump ID;
     *     empty on success
     */
    List<CatalogObject<?>> sort(List<CatalogObject<?>> objects, List<CatalogObject<?>> ordered) {
        int size = objects.size();
        int[] ids = new int[size];
        int maxId = 0;
        for (int i = 0; i < size; i++) {
            ids[i] = objects.get(i).dumpId();
            maxId = Math.max(maxId, ids[i]);
        }
        int[] positions = new int[maxId + 1];
        Arrays.fill(positions, -1);
        for (int i = 0; i < size; i++) {
            positions[ids[i]] = i;
        }
        int[] dependents = countDependents(ids, positions);
        Positions ready = new Positions(size);
        for (int i = 0; i < size; i++) {
            if (dependents[i] == 0) {
                ready.add(i);
            }
        }
        CatalogObject<?>[] output = new CatalogObject<?>[size];
        int free = size;
        for (int last = ready.last(); last >= 0; last = ready.last()) {
            ready.remove(last);
            output[--free] = objects.get(last);
            int count = graph.count(ids[last]);
            int[] dependencies = graph.list(ids[last]);
            for (int i = 0; i < count; i++) {
                int dependency = dependencies[i];
                int position = dependency < positions.length ? positions[dependency] : -1;
                if (position >= 0 && --dependents[position] == 0) {
                    ready.add(position);
                }
            }
        }
        if (free == 0) {
            ordered.addAll(List.of(output));
            return List.of();
        }
        List<CatalogObject<?>> unplaced = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (dependents[i] != 0) {
                unplaced.add(objects.get(i));
            }
        }
        // Loops are searched for in this order, which decides how they are broken.
        unplaced.sort(Comparator.comparingInt(CatalogObject::dumpId));
        return unplaced;
    }

    private int[] countDependents(int[] ids, int[] positions) {
        int[] dependents = new int[ids.length];
        for (int id : ids) {
            int count = graph.count(id);
            int[] dependencies = graph.list(id);
            for (int i = 0; i < count; i++) {
                int dependency = dependencies[i];
                int position = dependency < positions.length ? positions[dependency] : -1;
                if (position >= 0) {
                    dependents[position]++;
                }
            }
        }
        return dependents;
    }

    /**
     * A set of positions that finds its last element quickly even if few are left, which a {@code BitSet} would have to
     * search for.
     */
    private static final class Positions {
        private final long[] words;
        /** Indicates which words are not 0. */
        private final long[] used;

        Positions(int size) {
            words = new long[size / Long.SIZE + 1];
            used = new long[words.length / Long.SIZE + 1];
        }

        void add(int position) {
            int word = position / Long.SIZE;
            words[word] |= 1L << position;
            used[word / Long.SIZE] |= 1L << word;
        }

        void remove(int position) {
            int word = position / Long.SIZE;
            words[word] &= ~(1L << position);
            if (words[word] == 0) {
                used[word / Long.SIZE] &= ~(1L << word);
            }
        }

        /** Returns the last position, or -1 if there is none. */
        int last() {
            for (int i = used.length - 1; i >= 0; i--) {
                if (used[i] != 0) {
                    int word = highest(used[i], i);
                    return highest(words[word], word);
                }
            }
            return -1;
        }

        private static int highest(long bits, int word) {
            return (word + 1) * Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
        }
    }
}
