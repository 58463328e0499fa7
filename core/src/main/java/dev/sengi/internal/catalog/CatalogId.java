package dev.sengi.internal.catalog;

/**
 * What identifies an object in the catalogs.
 *
 * @param classid OID of the system catalog, 0 for objects that no catalog lists
 * @param objid OID of the object in that catalog
 */
public record CatalogId(long classid, long objid) {

    /** The ID of what has none, such as a comment. */
    public static final CatalogId NONE = new CatalogId(0, 0);

    // A record's own methods are linked at run time, which every command would wait for.

    @Override
    public boolean equals(Object other) {
        return other instanceof CatalogId id && id.classid == classid && id.objid == objid;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(classid) + Long.hashCode(objid);
    }
}
