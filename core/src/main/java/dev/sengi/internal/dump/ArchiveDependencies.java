package dev.sengi.internal.dump;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.depend.DumpOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives entries the dependencies that a restore needs: those of their objects. A dependency on an object that is not in
 * the archive is replaced by that object's own dependencies.
 */
final class ArchiveDependencies {
    private final DumpOrder order;
    private final int lastObject;
    private final Set<Integer> stored;
    private final Set<Integer> boundaries;

    private ArchiveDependencies(DumpOrder order, List<TocEntry> entries) {
        this.order = order;
        this.lastObject =
                order.objects().stream().mapToInt(CatalogObject::dumpId).max().orElse(0);
        this.stored = entries.stream().map(TocEntry::dumpId).collect(Collectors.toSet());
        this.boundaries = order.objects().stream()
                .filter(o -> o.kind().priority().isBoundary())
                .map(CatalogObject::dumpId)
                .collect(Collectors.toSet());
    }

    /** Returns the entries with their dependencies; entries that already have some keep them. */
    static List<TocEntry> complete(DumpOrder order, List<TocEntry> entries) {
        ArchiveDependencies dependencies = new ArchiveDependencies(order, entries);
        return entries.stream().map(dependencies::complete).toList();
    }

    private TocEntry complete(TocEntry entry) {
        if (!entry.dependencies().isEmpty() || entry.dumpId() > lastObject) {
            return entry;
        }
        List<Integer> found = new ArrayList<>();
        collect(entry.dumpId(), found);
        return entry.toBuilder().dependencies(found).build();
    }

    private void collect(int dumpId, List<Integer> found) {
        for (int dependency : order.graph().of(dumpId)) {
            if (stored.contains(dependency)) {
                found.add(dependency);
            } else if (!boundaries.contains(dependency)) {
                collect(dependency, found);
            }
        }
    }
}
