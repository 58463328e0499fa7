package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.Kind;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.Set;

/**
 * Everything about one kind of database object: how it is read, selected, ordered and written.
 *
 * <p>A kind consists of one file in this package, or in its family's, and one line in {@code Kinds}. Kinds are
 * stateless: everything that is read goes into the catalog. To avoid work for objects that are not dumped, a query may
 * refer to the OIDs of the schemas that are dumped, {@code :schemas}, of those whose definitions are, {@code
 * :definedSchemas}, and of the relations whose details are needed, {@code :tables}, or only of those with
 * certain properties, such as {@code :partitions}. {@code CatalogReader} defines these parameters.
 *
 * @param <R> the row that describes an object
 */
public abstract class ObjectKind<R> extends Kind<R> implements CatalogSource {

    /**
     * @param classid OID of the system catalog that lists the objects, or 0
     */
    protected ObjectKind(SortPriority priority, long classid) {
        super(priority, classid);
    }

    /** Adds the kind's queries to a batch. By default, none: another kind adds the objects, together with its own. */
    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        return ReadStep.NOTHING;
    }

    /** Returns which parts of an object are dumped. */
    public Set<Component> select(CatalogObject<R> object, Choices choices) {
        return choices.byExtensionOrSchema(object);
    }

    /** Returns the object's kind: every object's kind extends this class. */
    public static <R> ObjectKind<R> of(CatalogObject<R> object) {
        return (ObjectKind<R>) object.kind();
    }

    /** Returns which parts of an object of any kind are dumped. */
    public static <R> Set<Component> chosen(CatalogObject<R> object, Choices choices) {
        return of(object).select(object, choices);
    }

    /** Adds the dependencies that {@code pg_depend} does not contain; called in the order of reading. */
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {}

    /** Writes the object's TOC entries: its definition first, then comments, labels and grants. */
    public abstract void emit(CatalogObject<R> object, Emission out);
}
