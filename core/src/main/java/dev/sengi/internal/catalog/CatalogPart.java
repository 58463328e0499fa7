package dev.sengi.internal.catalog;

/**
 * A key for what the catalogs say of an object or of a part of it.
 *
 * @param subId a column's number, or 0 for the object itself
 */
record CatalogPart(CatalogId id, int subId) {

    // As in CatalogId: a record's own methods are linked at run time.

    @Override
    public boolean equals(Object other) {
        return other instanceof CatalogPart part && part.subId == subId && part.id.equals(id);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + subId;
    }
}
