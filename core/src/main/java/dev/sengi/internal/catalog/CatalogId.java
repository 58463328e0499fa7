package dev.sengi.internal.catalog;

/**
 * Identifies an object in the system catalogs.
 *
 * @param classid OID of the system catalog, 0 for objects that no catalog lists
 * @param objid OID of the object in that catalog
 */
public record CatalogId(long classid, long objid) {

    /** The ID of anything that no catalog lists. */
    public static final CatalogId NONE = new CatalogId(0, 0);

    // Written by hand, because a record's default methods are linked at run time, which would delay every command.

    @Override
    public boolean equals(Object other) {
        return other instanceof CatalogId id && id.classid == classid && id.objid == objid;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(classid) + Long.hashCode(objid);
    }
}
