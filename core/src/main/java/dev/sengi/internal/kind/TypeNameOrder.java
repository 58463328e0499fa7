package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.ByteOrder;

/** Orders types, given by OID, by schema and name, or by OID if either type was not read. */
public final class TypeNameOrder {
    private final Catalog catalog;
    private final ByteOrder bytes;

    public TypeNameOrder(Catalog catalog) {
        this.catalog = catalog;
        this.bytes = ByteOrder.of(catalog);
    }

    public int compare(long a, long b) {
        if (a == b) {
            return 0;
        }
        CatalogObject<?> first = catalog.find(SystemCatalogs.PG_TYPE, a);
        CatalogObject<?> second = catalog.find(SystemCatalogs.PG_TYPE, b);
        if (first == null || second == null) {
            return Long.compare(a, b);
        }
        int order = bytes.compareSchemas(first.schemaName(), second.schemaName());
        return order != 0 ? order : bytes.compare(first.name(), second.name());
    }
}
