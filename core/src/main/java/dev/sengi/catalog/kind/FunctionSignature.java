package dev.sengi.catalog.kind;

import dev.sengi.catalog.Catalog;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.SystemCatalogs;
import dev.sengi.depend.ByteOrder;
import java.util.Comparator;
import java.util.function.Function;

/** How functions and aggregates are told from others of the same name: by the types of their input arguments. */
final class FunctionSignature {
    private FunctionSignature() {}

    /** Returns {@code name(type, type)}; the name is taken as it is. */
    static String of(String name, String[] typeNames) {
        return name + "(" + String.join(", ", typeNames) + ")";
    }

    /** Orders by the number of arguments, then by the schemas and names of their types. */
    static <R> Comparator<CatalogObject<R>> comparator(
            Catalog catalog, Function<CatalogObject<R>, long[]> argumentTypes) {
        return (a, b) -> compare(catalog, argumentTypes.apply(a), argumentTypes.apply(b));
    }

    private static int compare(Catalog catalog, long[] a, long[] b) {
        int result = Integer.compare(a.length, b.length);
        for (int i = 0; i < a.length && result == 0; i++) {
            result = a[i] == b[i] ? 0 : compareTypes(catalog, a[i], b[i]);
        }
        return result;
    }

    private static int compareTypes(Catalog catalog, long a, long b) {
        CatalogObject<?> typeA = catalog.find(SystemCatalogs.PG_TYPE, a);
        CatalogObject<?> typeB = catalog.find(SystemCatalogs.PG_TYPE, b);
        if (typeA == null || typeB == null) {
            return Long.compare(a, b);
        }
        int bySchema = ByteOrder.INSTANCE.compare(typeA.schemaName(), typeB.schemaName());
        return bySchema != 0 ? bySchema : ByteOrder.INSTANCE.compare(typeA.name(), typeB.name());
    }
}
