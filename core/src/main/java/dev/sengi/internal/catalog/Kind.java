package dev.sengi.internal.catalog;

import java.util.Comparator;

/**
 * What a catalog needs to know of a kind of object to look its objects up and to order them. Stateless.
 *
 * @param <R> what is read of an object
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

    /** Returns where the kind stands among those that share its priority and may share names. */
    public int tieRank() {
        return 0;
    }

    /**
     * Returns the name of what the object is a part of, such as a constraint's table, which orders objects of the same
     * priority, schema and name; empty if it is part of nothing.
     */
    public String ownerName(Catalog catalog, CatalogObject<R> object) {
        return "";
    }

    /** Orders objects of one kind whose names are all equal; their OIDs decide where this does not. */
    public Comparator<CatalogObject<R>> tieBreaker(Catalog catalog) {
        return Comparator.comparingLong(CatalogObject::oid);
    }
}
