package dev.sengi.catalog.kind;

import dev.sengi.catalog.CatalogObject;
import dev.sengi.dump.Emission;

/** The definition of a sequence. */
final class SequenceDefinition {
    private SequenceDefinition() {}

    static void emit(CatalogObject<TableKind.Row> sequence, Emission out) {}
}
