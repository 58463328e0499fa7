package dev.sengi.internal.depend;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The order of a dump before dependencies are considered: by the kind's priority, schema, name, the kind's rank, the
 * name of the object's parent, the kind's own tie-breaker, and OID. Strings are compared by their bytes. Used by one
 * thread.
 */
final class ObjectOrder implements Comparator<CatalogObject<?>> {
    private final Catalog catalog;
    private final ByteOrder bytes;
    private final Map<Kind<?>, Comparator<?>> tieBreakers = new HashMap<>();

    ObjectOrder(Catalog catalog) {
        this.catalog = catalog;
        this.bytes = ByteOrder.of(catalog);
    }

    @Override
    public int compare(CatalogObject<?> a, CatalogObject<?> b) {
        int order = compareNames(a, b);
        if (order == 0) {
            order = bytes.compare(containerName(a), containerName(b));
        }
        if (order == 0 && a.kind() == b.kind()) {
            order = compareSameKind(a, b);
        }
        if (order == 0) {
            order = Long.compare(a.oid(), b.oid());
        }
        return order != 0 ? order : Integer.compare(a.dumpId(), b.dumpId());
    }

    private int compareNames(CatalogObject<?> a, CatalogObject<?> b) {
        int order = a.kind().priority().compareTo(b.kind().priority());
        if (order == 0 && a.namespace() != b.namespace()) {
            order = bytes.compareSchemas(a.schemaName(), b.schemaName());
        }
        if (order == 0) {
            order = bytes.compare(a.name(), b.name());
        }
        return order != 0 ? order : Integer.compare(a.kind().tieRank(), b.kind().tieRank());
    }

    private <R> String containerName(CatalogObject<R> object) {
        return object.kind().containerName(catalog, object);
    }

    @SuppressWarnings("unchecked")
    private <R> int compareSameKind(CatalogObject<R> a, CatalogObject<?> b) {
        var tieBreaker =
                (Comparator<CatalogObject<R>>) tieBreakers.computeIfAbsent(a.kind(), kind -> kind.tieBreaker(catalog));
        return tieBreaker.compare(a, (CatalogObject<R>) b);
    }
}
