package dev.sengi.catalog.kind;

import dev.sengi.catalog.Catalog;
import dev.sengi.catalog.CatalogId;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.Component;
import dev.sengi.catalog.QueryBatch;
import dev.sengi.catalog.SortPriority;
import dev.sengi.dump.Emission;
import dev.sengi.select.DumpSelection;
import java.util.Set;

/** The line between two sections of a dump: what stands before it is restored before what stands after it. */
public final class BoundaryKind extends ObjectKind<BoundaryKind.Row> {

    /** Nothing is known of a boundary but where it is. */
    public record Row() {}

    BoundaryKind(SortPriority priority) {
        super(priority, 0);
    }

    /** Returns the one boundary of this kind. */
    public CatalogObject<Row> in(Catalog catalog) {
        return catalog.all(this).get(0);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        return catalog -> catalog.add(
                this,
                CatalogId.NONE,
                priority() == SortPriority.PRE_DATA_BOUNDARY ? "PRE-DATA BOUNDARY" : "POST-DATA BOUNDARY",
                null,
                new Row());
    }

    @Override
    public Set<Component> select(CatalogObject<Row> boundary, DumpSelection selection) {
        return Set.of();
    }

    @Override
    public void emit(CatalogObject<Row> boundary, Emission out) {}
}
