package dev.sengi.catalog.kind;

import dev.sengi.catalog.CatalogObject;
import dev.sengi.dump.Emission;

/** The definition of a table. */
final class TableAnnotations {
    private TableAnnotations() {}

    static void emit(CatalogObject<TableKind.Row> table, Emission out) {}
}
