package dev.sengi.internal.catalog;

/**
 * A key for what the catalogs say about an object or one of its columns.
 *
 * @param subId a column's number, or 0 for the object itself
 */
record CatalogPart(CatalogId id, int subId) {

    // Written by hand, as in CatalogId.

    @Override
    public boolean equals(Object other) {
        return other instanceof CatalogPart part && part.subId == subId && part.id.equals(id);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + subId;
    }
}
