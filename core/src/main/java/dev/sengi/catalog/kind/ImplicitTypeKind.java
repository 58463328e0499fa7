package dev.sengi.catalog.kind;

import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.Component;
import dev.sengi.catalog.QueryBatch;
import dev.sengi.catalog.SortPriority;
import dev.sengi.catalog.SystemCatalogs;
import dev.sengi.dump.Emission;
import dev.sengi.select.DumpSelection;
import java.util.Set;

/**
 * Types that come into being with something else: tables' row types, array types, multiranges.
 *
 * <p>They are never written; dependencies lead through them to what they came with. {@link TypeKind} reads them.
 */
public final class ImplicitTypeKind extends ObjectKind<TypeKind.Row> {

    ImplicitTypeKind() {
        super(SortPriority.IMPLICIT_TYPE, SystemCatalogs.PG_TYPE);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        return catalog -> {};
    }

    @Override
    public Set<Component> select(CatalogObject<TypeKind.Row> type, DumpSelection selection) {
        if (!type.row().isRowType()) {
            return selection.byExtensionOrSchema(type);
        }
        CatalogObject<TableKind.Row> table =
                selection.catalog().find(Kinds.TABLE, type.row().typrelid());
        return table == null ? Set.of() : selection.of(table);
    }

    @Override
    public void emit(CatalogObject<TypeKind.Row> type, Emission out) {}
}
