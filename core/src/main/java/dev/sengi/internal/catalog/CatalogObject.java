package dev.sengi.internal.catalog;

/**
 * A database object, or a part of one that is dumped and ordered separately.
 *
 * <p>Immutable, and identified by its dump ID.
 *
 * @param <R> the row that describes the object
 */
public final class CatalogObject<R> {
    private final Kind<R> kind;
    private final int dumpId;
    private final CatalogId id;
    private final String name;
    private final CatalogObject<?> namespace;
    private final R row;

    CatalogObject(Kind<R> kind, int dumpId, CatalogId id, String name, CatalogObject<?> namespace, R row) {
        this.kind = kind;
        this.dumpId = dumpId;
        this.id = id;
        this.name = name;
        this.namespace = namespace;
        this.row = row;
    }

    public Kind<R> kind() {
        return kind;
    }

    /** Returns the object's number in this dump: positive, assigned in the order of reading. */
    public int dumpId() {
        return dumpId;
    }

    public CatalogId id() {
        return id;
    }

    /** Returns the object's OID. */
    public long oid() {
        return id.objid();
    }

    /** Returns the unquoted name, without arguments or table. */
    public String name() {
        return name;
    }

    /** Returns the object's schema, or null if it has none. */
    public CatalogObject<?> namespace() {
        return namespace;
    }

    /** Returns the unquoted name of the schema, or null. */
    public String schemaName() {
        return namespace == null ? null : namespace.name();
    }

    public R row() {
        return row;
    }

    @Override
    public String toString() {
        return kind.getClass().getSimpleName() + " " + schemaName() + "." + name + " (" + dumpId + ")";
    }
}
