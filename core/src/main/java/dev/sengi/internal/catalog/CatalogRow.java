package dev.sengi.internal.catalog;

/** A row read from a system catalog: a record whose components are named after the catalog's columns. */
public interface CatalogRow {

    /** OID of the catalog. */
    long tableoid();

    /** OID of the object. */
    long oid();

    /** Not 0, which a damaged catalog may contain. */
    long NO_OWNER = -1;

    /** Returns the OID of the role that owns the object, or {@link #NO_OWNER}. */
    default long ownerOid() {
        return NO_OWNER;
    }

    /** Returns the catalog's OID and the object's. */
    default CatalogId id() {
        return new CatalogId(tableoid(), oid());
    }
}
