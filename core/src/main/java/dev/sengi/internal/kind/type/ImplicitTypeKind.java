package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.Choices;
import java.util.Set;

/**
 * Types that are created together with something else: tables' row types, array types, multiranges.
 *
 * <p>They are never written, but dependencies on them lead to what they were created with. {@link TypeKind} reads them.
 */
public final class ImplicitTypeKind extends ObjectKind<TypeKind.Row> {
    public static final ImplicitTypeKind KIND = new ImplicitTypeKind();

    ImplicitTypeKind() {
        super(SortPriority.IMPLICIT_TYPE, SystemCatalogs.PG_TYPE);
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<TypeKind.Row> type) {
        return "DUMMY TYPE " + type.name();
    }

    @Override
    public Set<Component> select(CatalogObject<TypeKind.Row> type, Choices choices) {
        if (type.row().typrelid() == 0) {
            return choices.byExtensionOrSchema(type);
        }
        CatalogObject<TableKind.Row> table =
                choices.catalog().find(TableKind.KIND, type.row().typrelid());
        return table == null ? Set.of() : choices.of(table);
    }

    @Override
    public void emit(CatalogObject<TypeKind.Row> type, Emission out) {}
}
