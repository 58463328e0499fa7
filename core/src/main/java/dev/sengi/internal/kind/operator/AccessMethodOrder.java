package dev.sengi.internal.kind.operator;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.depend.ByteOrder;

/** Finds the names of access methods, given by OID, and orders them by name, or by OID if either was not read. */
final class AccessMethodOrder {
    private AccessMethodOrder() {}

    /** Returns the name of an access method, or an empty string if a damaged catalog lacks it. */
    static String name(Catalog catalog, long oid) {
        CatalogObject<?> method = catalog.find(AccessMethodKind.KIND, oid);
        return method == null ? "" : method.name();
    }

    static int compare(Catalog catalog, long a, long b) {
        CatalogObject<?> first = catalog.find(AccessMethodKind.KIND, a);
        CatalogObject<?> second = catalog.find(AccessMethodKind.KIND, b);
        return a == b || first == null || second == null
                ? Long.compare(a, b)
                : ByteOrder.of(catalog).compare(first.name(), second.name());
    }
}
