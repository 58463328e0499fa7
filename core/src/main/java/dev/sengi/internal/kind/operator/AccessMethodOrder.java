package dev.sengi.internal.kind.operator;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.depend.ByteOrder;

/** Orders access methods, given by OID, by name; those that are not known, by OID. */
final class AccessMethodOrder {
    private AccessMethodOrder() {}

    static int compare(Catalog catalog, long a, long b) {
        CatalogObject<?> first = catalog.find(AccessMethodKind.KIND, a);
        CatalogObject<?> second = catalog.find(AccessMethodKind.KIND, b);
        return a == b || first == null || second == null
                ? Long.compare(a, b)
                : ByteOrder.INSTANCE.compare(first.name(), second.name());
    }
}
