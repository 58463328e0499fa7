package dev.sengi.depend;

import dev.sengi.ProgressListener;
import dev.sengi.catalog.Catalog;
import dev.sengi.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects in the order in which they are dumped, and the dependencies that hold after loops were broken.
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
     * @param listener hears of loops that can only be broken by ignoring a dependency
     */
    public static DumpOrder of(Catalog catalog, DependencyGraph dependencies, ProgressListener listener) {
        DependencyGraph graph = dependencies.copy();
        List<CatalogObject<?>> objects = new ArrayList<>(catalog.objects());
        objects.sort(new ObjectOrder(catalog));
        LoopRepair repair = new LoopRepair(catalog, graph, listener);
        List<CatalogObject<?>> ordered = new ArrayList<>(objects.size());
        List<CatalogObject<?>> unplaced = new TopologicalSort(graph).sort(objects, ordered);
        while (!unplaced.isEmpty()) {
            breakLoops(graph, unplaced, repair);
            ordered.clear();
            unplaced = new TopologicalSort(graph).sort(objects, ordered);
        }
        return new DumpOrder(ordered, graph);
    }

    private static void breakLoops(DependencyGraph graph, List<CatalogObject<?>> unplaced, LoopRepair repair) {
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
                repair.repair(loop);
                loop.forEach(finder::markProcessed);
                broken = true;
            }
        }
        if (!broken) {
            throw new IllegalStateException("could not identify dependency loop");
        }
    }
}
