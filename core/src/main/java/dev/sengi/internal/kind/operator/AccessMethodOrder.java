package dev.sengi.internal.kind.operator;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.depend.ByteOrder;
import dev.sengi.internal.emit.Emission;

/** Finds the names of access methods, given by OID, and orders them by name, or by OID if either was not read. */
final class AccessMethodOrder {
    private final Catalog catalog;
    private final ByteOrder bytes;

    AccessMethodOrder(Catalog catalog) {
        this.catalog = catalog;
        this.bytes = ByteOrder.of(catalog);
    }

    /** Returns the clause that names an access method, which a damaged catalog may lack. */
    static String using(long oid, Emission out) {
        CatalogObject<?> method = out.catalog().find(AccessMethodKind.KIND, oid);
        return " USING " + out.id(method == null ? "" : method.name());
    }

    int compare(long a, long b) {
        CatalogObject<?> first = catalog.find(AccessMethodKind.KIND, a);
        CatalogObject<?> second = catalog.find(AccessMethodKind.KIND, b);
        return a == b || first == null || second == null
                ? Long.compare(a, b)
                : bytes.compare(first.name(), second.name());
    }
}
