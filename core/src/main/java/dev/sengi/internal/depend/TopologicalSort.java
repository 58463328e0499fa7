package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Orders objects so that each comes after those it depends on, and otherwise as they stood.
 *
 * <p>The order is filled from its end: always with the object that stood last among those which nothing unplaced depends
 * on. That is pg_dump's choice, and different from filling it from the front.
 */
final class TopologicalSort {
    private final DependencyGraph graph;

    TopologicalSort(DependencyGraph graph) {
        this.graph = graph;
    }

    /**
     * Sorts the objects.
     *
     * @param ordered receives the objects where there is no loop
     * @return the objects that could not be placed because they are on, or behind, a loop, by dump ID; empty on success
     */
    List<CatalogObject<?>> sort(List<CatalogObject<?>> objects, List<CatalogObject<?>> ordered) {
        int size = objects.size();
        int maxId = objects.stream().mapToInt(CatalogObject::dumpId).max().orElse(0);
        int[] positions = new int[maxId + 1];
        Arrays.fill(positions, -1);
        for (int i = 0; i < size; i++) {
            positions[objects.get(i).dumpId()] = i;
        }
        int[] dependents = countDependents(objects, positions);
        BitSet ready = new BitSet(size);
        for (int i = 0; i < size; i++) {
            ready.set(i, dependents[i] == 0);
        }
        CatalogObject<?>[] output = new CatalogObject<?>[size];
        int free = size;
        // Nothing stands behind the object placed last but what has just become ready.
        for (int last = ready.length() - 1; last >= 0; last = ready.previousSetBit(last)) {
            ready.clear(last);
            CatalogObject<?> object = objects.get(last);
            output[--free] = object;
            for (int i = 0; i < graph.count(object.dumpId()); i++) {
                int dependency = graph.get(object.dumpId(), i);
                int position = dependency < positions.length ? positions[dependency] : -1;
                if (position >= 0 && --dependents[position] == 0) {
                    ready.set(position);
                    last = Math.max(last, position);
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
        // loops are looked for in this order, which decides how they are broken
        unplaced.sort(Comparator.comparingInt(CatalogObject::dumpId));
        return unplaced;
    }

    private int[] countDependents(List<CatalogObject<?>> objects, int[] positions) {
        int[] dependents = new int[objects.size()];
        for (CatalogObject<?> object : objects) {
            for (int i = 0; i < graph.count(object.dumpId()); i++) {
                int dependency = graph.get(object.dumpId(), i);
                int position = dependency < positions.length ? positions[dependency] : -1;
                if (position >= 0) {
                    dependents[position]++;
                }
            }
        }
        return dependents;
    }
}
