package dev.sengi.internal.kind.routine;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.kind.TypeNameOrder;
import java.util.Comparator;
import java.util.function.Function;

/** Distinguishes functions and aggregates of the same name by the types of their input arguments. */
final class FunctionSignature {
    private FunctionSignature() {}

    /** Returns {@code name(type, type)}; the name is used as it is. */
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
            result = TypeNameOrder.compare(catalog, a[i], b[i]);
        }
        return result;
    }
}
