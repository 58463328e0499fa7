package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import java.util.Set;

/** The boundary between two sections of a dump: everything before it is restored before anything after it. */
public final class BoundaryKind extends ObjectKind<BoundaryKind.Row> {
    public static final BoundaryKind POST_DATA = new BoundaryKind(SortPriority.POST_DATA_BOUNDARY);
    public static final BoundaryKind PRE_DATA = new BoundaryKind(SortPriority.PRE_DATA_BOUNDARY);

    /** A boundary has no properties but its position. */
    public record Row() {}

    BoundaryKind(SortPriority priority) {
        super(priority, 0);
    }

    /** Returns the only boundary of this kind. */
    public CatalogObject<Row> in(Catalog catalog) {
        return catalog.all(this).get(0);
    }

    @Override
    public boolean isShownWithOid() {
        return false;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        return catalog -> catalog.add(
                this,
                CatalogId.NONE,
                priority() == SortPriority.PRE_DATA_BOUNDARY ? "PRE-DATA BOUNDARY" : "POST-DATA BOUNDARY",
                null,
                new Row());
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<Row> boundary) {
        return boundary.name();
    }

    @Override
    public Set<Component> select(CatalogObject<Row> boundary, Choices choices) {
        return Set.of();
    }

    @Override
    public void emit(CatalogObject<Row> boundary, Emission out) {}
}
