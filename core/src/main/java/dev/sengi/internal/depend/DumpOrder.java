package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The objects in the order in which they are dumped, and the dependencies that remain after loops are broken.
 *
 * @param objects every object read, dumped or not
 * @param graph what depends on what, and how objects are written
 */
public record DumpOrder(List<CatalogObject<?>> objects, DependencyGraph graph) {

    public DumpOrder {
        objects = List.copyOf(objects);
    }

    /**
     * Orders a catalog's objects.
     *
     * @param dumped whether anything of an object is dumped
     * @param repairs returns, for a graph, the action that changes it to break a loop
     */
    public static DumpOrder of(
            Catalog catalog,
            Predicate<CatalogObject<?>> dumped,
            DependencyGraph dependencies,
            Function<DependencyGraph.Builder, Consumer<List<CatalogObject<?>>>> repairs) {
        DependencyGraph.Builder graph = dependencies.toBuilder();
        List<CatalogObject<?>> objects = initialOrder(catalog, dumped, dependencies);
        Consumer<List<CatalogObject<?>>> repair = repairs.apply(graph);
        List<CatalogObject<?>> ordered = new ArrayList<>(objects.size());
        List<CatalogObject<?>> unplaced = new TopologicalSort(graph).sort(objects, ordered);
        while (!unplaced.isEmpty()) {
            breakLoops(graph, unplaced, repair);
            ordered.clear();
            unplaced = new TopologicalSort(graph).sort(objects, ordered);
        }
        return new DumpOrder(ordered, graph.build());
    }

    /**
     * Sorts only objects that are dumped, or that are connected to one that is. Other objects, which are the majority
     * in a small database, cannot affect the order of these. Section boundaries do not connect objects.
     */
    private static List<CatalogObject<?>> initialOrder(
            Catalog catalog, Predicate<CatalogObject<?>> dumped, DependencyGraph dependencies) {
        BitSet relevant = new BitSet();
        BitSet boundaries = new BitSet();
        for (CatalogObject<?> object : catalog.objects()) {
            relevant.set(object.dumpId(), dumped.test(object));
            boundaries.set(object.dumpId(), object.kind().priority().isBoundary());
        }
        relevant = dependencies.connectedWith(relevant, boundaries);
        relevant.or(boundaries);
        List<CatalogObject<?>> sorted = new ArrayList<>();
        List<CatalogObject<?>> others = new ArrayList<>();
        for (CatalogObject<?> object : catalog.objects()) {
            (relevant.get(object.dumpId()) ? sorted : others).add(object);
        }
        sorted.sort(new ObjectOrder(catalog));
        sorted.addAll(others);
        return sorted;
    }

    private static void breakLoops(
            DependencyGraph.Builder graph, List<CatalogObject<?>> unplaced, Consumer<List<CatalogObject<?>>> repair) {
        LoopFinder finder = new LoopFinder(graph, unplaced);
        boolean broken = false;
        for (CatalogObject<?> start : unplaced) {
            if (finder.isProcessed(start)) {
                continue;
            }
            List<CatalogObject<?>> loop = finder.loopThrough(start);
            if (loop.isEmpty()) {
                finder.markProcessed(start);
            } else {
                repair.accept(loop);
                loop.forEach(finder::markProcessed);
                broken = true;
            }
        }
        if (!broken) {
            throw new IllegalStateException("could not identify dependency loop");
        }
    }
}
