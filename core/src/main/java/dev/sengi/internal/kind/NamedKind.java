package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;

/**
 * A kind whose objects have a name for COMMENT, DROP and ALTER EXTENSION: by default, the type of their entries and
 * their own name.
 *
 * @param <R> the row that describes an object
 */
public abstract class NamedKind<R> extends DefinedKind<R> {

    /**
     * @param classid OID of the system catalog that lists the objects
     * @param desc the type of the entries
     */
    protected NamedKind(SortPriority priority, long classid, String desc) {
        super(priority, classid, desc);
    }

    /** Returns the object as COMMENT names it. */
    protected Target target(CatalogObject<R> object, Emission out) {
        return new Target(desc(object), out.id(object.name()), object.schemaName(), owner(object, out));
    }

    /** Returns the command that creates the object, without what adds it to its extension. */
    protected abstract String define(CatalogObject<R> object, Emission out);

    @Override
    protected final String create(CatalogObject<R> object, Emission out) {
        String definition = define(object, out);
        return canJoinExtension() && out.upgrade().areWanted()
                ? definition + out.upgrade().membership(object, target(object, out))
                : definition;
    }

    /** Returns whether an extension can own objects of the kind. */
    protected boolean canJoinExtension() {
        return true;
    }

    @Override
    protected String drop(CatalogObject<R> object, Emission out) {
        return "DROP " + desc(object) + " " + target(object, out).qualified(out.quoting()) + ";\n";
    }

    @Override
    protected final void annotate(CatalogObject<R> object, Emission out) {
        annotate(object, target(object, out), out);
    }

    /** Writes the object's comment, and any other annotations that it can have. */
    protected void annotate(CatalogObject<R> object, Target target, Emission out) {
        out.annotations().comment(object, target);
    }
}
