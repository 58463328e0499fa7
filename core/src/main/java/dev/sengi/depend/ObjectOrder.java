package dev.sengi.depend;

import dev.sengi.catalog.Catalog;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.SortPriority;
import dev.sengi.catalog.kind.ObjectKind;
import java.util.Comparator;

/**
 * The order of a dump as far as names decide it: priority of the kind, schema, name, rank of the kind, name of the
 * table or the like, what the kind itself adds, OID. Strings are compared by their bytes.
 */
final class ObjectOrder implements Comparator<CatalogObject<?>> {
    private static final Comparator<CatalogObject<?>> BY_NAME = Comparator.<CatalogObject<?>, SortPriority>comparing(
                    o -> o.kind().priority())
            .thenComparing(CatalogObject::schemaName, Comparator.nullsLast(ByteOrder.INSTANCE))
            .thenComparing(CatalogObject::name, ByteOrder.INSTANCE)
            .thenComparingInt(o -> o.kind().tieRank());

    private final Catalog catalog;

    ObjectOrder(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public int compare(CatalogObject<?> a, CatalogObject<?> b) {
        int order = BY_NAME.compare(a, b);
        if (order == 0) {
            order = ByteOrder.INSTANCE.compare(ownerName(a), ownerName(b));
        }
        if (order == 0 && a.kind() == b.kind()) {
            order = compareAlike(a, b);
        }
        if (order == 0) {
            order = Long.compare(a.oid(), b.oid());
        }
        return order != 0 ? order : Integer.compare(a.dumpId(), b.dumpId());
    }

    private <R> String ownerName(CatalogObject<R> object) {
        return object.kind().ownerName(catalog, object);
    }

    @SuppressWarnings("unchecked")
    private <R> int compareAlike(CatalogObject<R> a, CatalogObject<?> b) {
        ObjectKind<R> kind = a.kind();
        return kind.tieBreaker(catalog).compare(a, (CatalogObject<R>) b);
    }
}
