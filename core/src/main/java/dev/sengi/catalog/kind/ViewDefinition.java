package dev.sengi.catalog.kind;

import dev.sengi.catalog.CatalogObject;
import dev.sengi.dump.Emission;

/** The definition of a table. */
final class ViewDefinition {
    private ViewDefinition() {}

    static void emit(CatalogObject<TableKind.Row> table, Emission out) {}

    static String withQuery(CatalogObject<TableKind.Row> view, Emission out) {
        return "";
    }

    static String placeholder(CatalogObject<TableKind.Row> view, Emission out) {
        return "";
    }
}
