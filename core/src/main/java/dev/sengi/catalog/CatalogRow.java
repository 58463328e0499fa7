package dev.sengi.catalog;

/** A row read from a system catalog: a record whose components bear the names of the catalog's columns. */
public interface CatalogRow {

    /** OID of the catalog. */
    long tableoid();

    /** OID of the object. */
    long oid();

    /** Returns both. */
    default CatalogId id() {
        return new CatalogId(tableoid(), oid());
    }
}
