package dev.sengi.internal.dump;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.kind.BoundaryKind;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.DumpSelection;

/** Collects all dependencies: from extensions, kinds, the server's catalog, and sections. */
public final class Dependencies {
    private final Catalog catalog;
    private final DependencyGraph.Builder graph;
    /** The ID of the object whose dependencies were added last, and that object, or null if it was not read. */
    private CatalogId last;

    private CatalogObject<?> lastObject;

    private Dependencies(Catalog catalog) {
        this.catalog = catalog;
        this.graph = new DependencyGraph.Builder(catalog.lastDumpId());
    }

    public static DependencyGraph of(Catalog catalog, DumpSelection selection) {
        Dependencies dependencies = new Dependencies(catalog);
        dependencies.addExtensions();
        for (ObjectKind<?> kind : Kinds.all()) {
            kind.addDependencies(catalog, selection, dependencies.graph);
        }
        dependencies.addFromCatalog();
        dependencies.addBoundaries();
        return dependencies.graph.build();
    }

    private void addExtensions() {
        for (CatalogObject<?> object : catalog.objects()) {
            CatalogObject<?> extension = catalog.extensionOf(object);
            if (extension != null) {
                graph.add(object, extension);
            }
        }
    }

    private void addFromCatalog() {
        catalog.dependencies().forEach(this::addFromCatalog);
    }

    private void addFromCatalog(long classid, long objid, long refclassid, long refobjid, char deptype) {
        // The dependencies of an object follow one another.
        if (last == null || last.classid() != classid || last.objid() != objid) {
            last = new CatalogId(classid, objid);
            lastObject = catalog.find(last);
        }
        CatalogObject<?> object = lastObject;
        CatalogObject<?> other = object == null ? null : catalog.find(refclassid, refobjid);
        if (object == null || other == null) {
            return;
        }
        // A composite type is defined by its relation, although the catalog records the relation as part of the type.
        boolean ofCompositeType = deptype == 'i'
                && object.kind() == TableKind.KIND
                && other.kind().priority() == SortPriority.TYPE;
        if (ofCompositeType) {
            graph.add(other, object);
        } else {
            graph.add(object, other);
        }
    }

    private void addBoundaries() {
        CatalogObject<?> preData = BoundaryKind.PRE_DATA.in(catalog);
        CatalogObject<?> postData = BoundaryKind.POST_DATA.in(catalog);
        for (CatalogObject<?> object : catalog.objects()) {
            SortPriority priority = object.kind().priority();
            if (priority.compareTo(SortPriority.PRE_DATA_BOUNDARY) < 0) {
                graph.add(preData, object);
            } else if (isData(priority) && !graph.has(object, Mark.POSTPONED)) {
                graph.add(object, preData);
                graph.add(postData, object);
            } else if (priority == SortPriority.POST_DATA_BOUNDARY) {
                graph.add(object, preData);
            } else if (priority != SortPriority.PRE_DATA_BOUNDARY && !isPartOfAnother(object)) {
                graph.add(object, postData);
            }
        }
    }

    private static boolean isData(SortPriority priority) {
        return priority.compareTo(SortPriority.PRE_DATA_BOUNDARY) > 0
                && priority.compareTo(SortPriority.POST_DATA_BOUNDARY) < 0;
    }

    /** Constraints and rules that are part of their table's, domain's or view's definition are in no section. */
    private boolean isPartOfAnother(CatalogObject<?> object) {
        SortPriority priority = object.kind().priority();
        return (priority == SortPriority.CONSTRAINT || priority == SortPriority.RULE)
                && !graph.has(object, Mark.SEPARATE);
    }
}
