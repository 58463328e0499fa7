package dev.sengi.internal.catalog;

import java.util.Comparator;

/**
 * What a catalog needs to know about a kind of object to look up and order its objects. Stateless.
 *
 * @param <R> the row that describes an object
 */
public abstract class Kind<R> {
    private final SortPriority priority;
    private final long classid;

    /** @param classid OID of the system catalog that lists the objects, or 0 */
    protected Kind(SortPriority priority, long classid) {
        this.priority = priority;
        this.classid = classid;
    }

    public final SortPriority priority() {
        return priority;
    }

    /** Returns the OID of the system catalog that lists objects of this kind, or 0 if none does. */
    public final long classid() {
        return classid;
    }

    /** Returns the kind's rank among kinds that have the same priority and whose objects may have the same names. */
    public int tieRank() {
        return 0;
    }

    /**
     * Returns the name of the object's parent, such as a constraint's table, or an empty string. It orders objects of
     * the same priority, schema and name.
     */
    public String containerName(Catalog catalog, CatalogObject<R> object) {
        return "";
    }

    /** Returns whether initdb's or an extension's grants on such objects may be in {@code pg_init_privs}. */
    public boolean mayHaveInitialPrivileges() {
        return false;
    }

    /** Returns whether messages show an object's OID, or 0 if it has none. */
    public boolean isShownWithOid() {
        return true;
    }

    /** Returns how a message names an object, in pg_dump's words: its kind and its name. */
    public String describe(Catalog catalog, CatalogObject<R> object) {
        return priority.name().replace('_', ' ') + " " + object.name();
    }

    /** Orders objects of this kind whose names are all equal; OIDs break remaining ties. */
    public Comparator<CatalogObject<R>> tieBreaker(Catalog catalog) {
        return Comparator.comparingLong(CatalogObject::oid);
    }
}
