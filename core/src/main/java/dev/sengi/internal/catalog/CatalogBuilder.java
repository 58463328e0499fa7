package dev.sengi.internal.catalog;

import java.util.ArrayList;
import java.util.Collections;

/** A catalog under construction: objects are added as they are read. */
public final class CatalogBuilder extends Catalog {
    /** Set when the contents belong to an immutable catalog. */
    private boolean built;

    /** Creates an empty catalog. */
    public CatalogBuilder() {}

    /** Starts with the contents of another catalog. */
    public CatalogBuilder(Catalog begun) {
        super(begun, true);
    }

    /** Returns an immutable catalog of what has been added; from then on, nothing can be added. */
    public Catalog build() {
        built = true;
        return new Catalog(this, false);
    }

    private void checkNotBuilt() {
        if (built) {
            throw new IllegalStateException("the catalog has been built");
        }
    }

    /**
     * Adds the object that a catalog row describes under the next dump ID.
     *
     * @throws dev.sengi.SengiException with pg_dump's message if the role that owns the object does not exist
     */
    public <R extends CatalogRow> CatalogObject<R> add(Kind<R> kind, R row, String name, CatalogObject<?> namespace) {
        if (row.ownerOid() != CatalogRow.NO_OWNER) {
            roles().name(row.ownerOid());
        }
        assert row.id().classid() == 0 || row.id().classid() == kind.classid()
                : row + " is not in the catalog of its kind";
        return add(kind, row.id(), name, namespace, row);
    }

    /** Adds an object under the next dump ID; objects without a catalog row have {@link CatalogId#NONE}. */
    public <R> CatalogObject<R> add(Kind<R> kind, CatalogId id, String name, CatalogObject<?> namespace, R row) {
        checkNotBuilt();
        CatalogObject<R> object = new CatalogObject<>(kind, lastDumpId() + 1, id, name, namespace, row);
        objects.add(object);
        byDumpId.add(object);
        if (id.classid() != 0) {
            CatalogObject<?> replaced = byId.put(id, object);
            assert replaced == null : object + " has the ID of " + replaced;
        }
        byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(object);
        return object;
    }

    /** Leaves dump IDs unused up to and including that one. */
    void skipTo(int dumpId) {
        checkNotBuilt();
        byDumpId.addAll(Collections.nCopies(dumpId - lastDumpId(), null));
    }

    /** Adds a warning, in pg_dump's words, about what was read or could not be read. */
    public void warn(String message) {
        checkNotBuilt();
        warnings.add(message);
    }

    /** Stores a fact that is not an object; replaces an earlier fact of the same class. */
    public void put(Object fact) {
        checkNotBuilt();
        facts.put(fact.getClass(), fact);
    }
}
