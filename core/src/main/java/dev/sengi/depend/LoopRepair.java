package dev.sengi.depend;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.catalog.Catalog;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.kind.CheckConstraintKind;
import dev.sengi.catalog.kind.ColumnDefaultKind;
import dev.sengi.catalog.kind.Kinds;
import dev.sengi.catalog.kind.TableKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Breaks loops of dependencies, each in the way that loses nothing: by writing a part of an object apart from it, by
 * postponing one, or, where there is no such way, by ignoring a dependency and saying so.
 *
 * <p>The ways, and which of them is tried first, are pg_dump's: they decide what an archive's entries are.
 */
final class LoopRepair {
    private final Catalog catalog;
    private final DependencyGraph graph;
    private final ProgressListener listener;

    LoopRepair(Catalog catalog, DependencyGraph graph, ProgressListener listener) {
        this.catalog = catalog;
        this.graph = graph;
        this.listener = listener;
    }

    /**
     * Breaks one loop.
     *
     * @param loop each object depends on the next one, and the last on the first
     */
    void repair(List<CatalogObject<?>> loop) {
    }
}
