package dev.sengi.internal.kind.operator;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.depend.ByteOrder;

/** Names access methods, given by OID, and orders them by name; those that are not known, by OID. */
final class AccessMethodOrder {
    private AccessMethodOrder() {}

    /** Returns the name of an access method, an empty one if a damaged catalog lacks it. */
    static String name(Catalog catalog, long oid) {
        CatalogObject<?> method = catalog.find(AccessMethodKind.KIND, oid);
        return method == null ? "" : method.name();
    }

    static int compare(Catalog catalog, long a, long b) {
        CatalogObject<?> first = catalog.find(AccessMethodKind.KIND, a);
        CatalogObject<?> second = catalog.find(AccessMethodKind.KIND, b);
        return a == b || first == null || second == null
                ? Long.compare(a, b)
                : ByteOrder.INSTANCE.compare(first.name(), second.name());
    }
}
