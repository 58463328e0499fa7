package dev.sengi.catalog.kind;

import dev.sengi.catalog.Catalog;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.Component;
import dev.sengi.catalog.QueryBatch;
import dev.sengi.catalog.SortPriority;
import dev.sengi.depend.DependencyGraph;
import dev.sengi.dump.Emission;
import dev.sengi.select.DumpSelection;
import java.util.Comparator;
import java.util.Set;

/**
 * All that is known of one kind of database object: how it is read, selected, ordered and written.
 *
 * <p>A kind is one file in this package and one line in {@link Kinds}. Kinds have no state: what is read goes into the
 * catalog. Where a query needs to spare the server work for objects that are not dumped, it may use {@code :schemas},
 * the OIDs of the schemas that are dumped, and {@code :tables}, those of the relations whose details are needed.
 *
 * @param <R> what is read of an object
 */
public abstract class ObjectKind<R> implements Kinds.Source {
    private final SortPriority priority;
    private final long classid;

    /**
     * @param classid OID of the system catalog that lists the objects, or 0
     */
    protected ObjectKind(SortPriority priority, long classid) {
        this.priority = priority;
        this.classid = classid;
    }

    public final SortPriority priority() {
        return priority;
    }

    /** Returns the OID of the system catalog that lists objects of this kind, or 0 where none does. */
    public final long classid() {
        return classid;
    }

    /**
     * Adds the kind's queries to a batch.
     *
     * @return what to do once the batch has run: add the objects to the catalog
     */
    @Override
    public abstract ReadStep read(QueryBatch batch);

    /** Returns which parts of an object are to be dumped. */
    public Set<Component> select(CatalogObject<R> object, DumpSelection selection) {
        return selection.byExtensionOrSchema(object);
    }

    /** Adds the dependencies that {@code pg_depend} does not hold; called in the order of reading. */
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph graph) {}

    /** Returns where the kind stands among those that share its priority and may share names. */
    public int tieRank() {
        return 0;
    }

    /**
     * Returns the name of what the object is a part of, such as a constraint's table, which orders objects of the same
     * priority, schema and name; empty where there is none.
     */
    public String ownerName(Catalog catalog, CatalogObject<R> object) {
        return "";
    }

    /** Orders objects of one kind that all names leave open; what this leaves open their OIDs decide. */
    public Comparator<CatalogObject<R>> tieBreaker(Catalog catalog) {
        return Comparator.comparingLong(CatalogObject::oid);
    }

    /** Writes the object's TOC entries: its definition first, then comments, labels and grants. */
    public abstract void emit(CatalogObject<R> object, Emission out);

    /** Adds objects to a catalog from the rows that a batch has read. */
    @FunctionalInterface
    public interface ReadStep {
        void addTo(Catalog catalog);
    }
}
