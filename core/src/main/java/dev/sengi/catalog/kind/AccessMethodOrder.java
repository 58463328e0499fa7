package dev.sengi.catalog.kind;

import dev.sengi.catalog.Catalog;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.depend.ByteOrder;

/** Orders access methods, given by OID, by name; those that are not known, by OID. */
final class AccessMethodOrder {
    private AccessMethodOrder() {}

    static int compare(Catalog catalog, long a, long b) {
        CatalogObject<?> first = catalog.find(Kinds.ACCESS_METHOD, a);
        CatalogObject<?> second = catalog.find(Kinds.ACCESS_METHOD, b);
        return a == b || first == null || second == null
                ? Long.compare(a, b)
                : ByteOrder.INSTANCE.compare(first.name(), second.name());
    }
}
