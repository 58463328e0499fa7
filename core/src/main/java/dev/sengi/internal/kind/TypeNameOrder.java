package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.ByteOrder;
import java.util.Comparator;

/** Orders types, given by OID, by schema and name, or by OID if either type was not read. */
public final class TypeNameOrder {
    private TypeNameOrder() {}

    public static int compare(Catalog catalog, long a, long b) {
        CatalogObject<?> first = catalog.find(SystemCatalogs.PG_TYPE, a);
        CatalogObject<?> second = catalog.find(SystemCatalogs.PG_TYPE, b);
        return a == b || first == null || second == null
                ? Long.compare(a, b)
                : byName(ByteOrder.of(catalog)).compare(first, second);
    }

    private static Comparator<CatalogObject<?>> byName(ByteOrder order) {
        return Comparator.<CatalogObject<?>, String>comparing(CatalogObject::schemaName, Comparator.nullsLast(order))
                .thenComparing(CatalogObject::name, order);
    }
}
