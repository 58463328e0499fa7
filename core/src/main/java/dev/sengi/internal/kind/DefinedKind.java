package dev.sengi.internal.kind;

import dev.sengi.SengiException;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.emit.Emission;
import java.util.Locale;
import java.util.Set;

/**
 * A kind whose objects have one entry each, their definition, possibly followed by annotations. A dump of only the data
 * contains none of them.
 *
 * <p>A subclass provides the definition, and overrides what differs from the defaults: the entry's tag is the object's
 * name, its owner is the one in the row, and its section is that of its type.
 *
 * @param <R> the row that describes an object
 */
public abstract class DefinedKind<R> extends ObjectKind<R> {
    private final String desc;

    /**
     * @param classid OID of the system catalog that lists the objects, or 0
     * @param desc the type of the entries
     * @throws IllegalArgumentException if {@link EntryType} lacks it
     */
    protected DefinedKind(SortPriority priority, long classid, String desc) {
        super(priority, classid);
        if (EntryType.of(desc) == EntryType.UNKNOWN) {
            throw new IllegalArgumentException("not in the table of entry types: " + desc);
        }
        this.desc = desc;
    }

    @Override
    public void emit(CatalogObject<R> object, Emission out) {
        if (out.options().dataOnly() || !hasEntries(object, out)) {
            return;
        }
        if (isDefined(object, out)) {
            String owner = owner(object, out);
            TocEntry.Builder entry = out.entry(object)
                    .desc(desc(object))
                    .section(section(object, out))
                    .owner(owner.isEmpty() ? null : owner)
                    .defn(create(object, out))
                    .dropStmt(drop(object, out));
            complete(entry, object, out);
            out.add(entry);
        }
        annotate(object, out);
    }

    /**
     * Returns what one of the server's functions returned about an object. These functions see changes made since the
     * snapshot, and return null if the object is gone: pg_dump then writes an incomplete definition.
     *
     * @throws SengiException if it is null
     */
    protected final String existing(String definition, CatalogObject<R> object) {
        if (definition == null) {
            throw new SengiException("definition of " + desc(object).toLowerCase(Locale.ROOT) + " \"" + object.name()
                    + "\" cannot be read: it has been dropped since the dump began");
        }
        return definition;
    }

    /**
     * Returns whether the object can have entries, whatever is selected. Called once; may warn if the result is false.
     */
    protected boolean hasEntries(CatalogObject<R> object, Emission out) {
        return true;
    }

    /** Returns whether the definition is dumped. */
    protected boolean isDefined(CatalogObject<R> object, Emission out) {
        return out.wants(object, Component.DEFINITION);
    }

    protected String desc(CatalogObject<R> object) {
        return desc;
    }

    /** Returns the only section in which such entries can be, or the pre-data section if there are several. */
    protected Section section(CatalogObject<R> object, Emission out) {
        Set<Section> possible = EntryType.of(desc(object)).sections();
        return possible.size() == 1 ? possible.iterator().next() : Section.PRE_DATA;
    }

    /** Returns the owner's name, or an empty string. */
    protected String owner(CatalogObject<R> object, Emission out) {
        return object.row() instanceof CatalogRow row && row.ownerOid() != CatalogRow.NO_OWNER
                ? out.role(row.ownerOid())
                : "";
    }

    /** Returns the commands that create the object. */
    protected abstract String create(CatalogObject<R> object, Emission out);

    /**
     * Returns the command that drops the object. Null and an empty string both mean that another command drops it, and
     * that its owner is not altered; pg_dump's archives use both.
     */
    protected String drop(CatalogObject<R> object, Emission out) {
        return null;
    }

    /** Sets other components of the definition's entry that differ: its tag, namespace, tablespace or dependencies. */
    protected void complete(TocEntry.Builder entry, CatalogObject<R> object, Emission out) {}

    /** Writes the entries that follow the definition. */
    protected void annotate(CatalogObject<R> object, Emission out) {}
}
