package dev.sengi.internal.catalog;

/** A row read from a system catalog: a record whose components are named after the catalog's columns. */
public interface CatalogRow {

    /** OID of the catalog. */
    long tableoid();

    /** OID of the object. */
    long oid();

    /** Returns the OID of the role that owns the object, or 0 for objects without an owner. */
    default long ownerOid() {
        return 0;
    }

    /** Returns the catalog's OID and the object's. */
    default CatalogId id() {
        return new CatalogId(tableoid(), oid());
    }
}
