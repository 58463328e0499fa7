package dev.sengi.internal.catalog;

import dev.sengi.SengiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects read from a database, numbered in the order of reading, and what the catalogs say about them.
 *
 * <p>Immutable, except for a {@link CatalogBuilder}. Used by one thread at a time.
 */
public sealed class Catalog permits CatalogBuilder {
    final List<CatalogObject<?>> objects;
    /** By dump ID; null for those that stay unused, such as 0. */
    final List<CatalogObject<?>> byDumpId;

    final Map<CatalogId, CatalogObject<?>> byId;
    final Map<Kind<?>, List<CatalogObject<?>>> byKind;
    final Map<Class<?>, Object> facts;
    final List<String> warnings;
    /** What was found last, or null: parts of a table ask for it several times in a row. */
    private CatalogObject<?> found;

    /**
     * Creates a catalog with the contents of another one.
     *
     * @param copied whether to copy the contents, because the other catalog may still change
     */
    Catalog(Catalog other, boolean copied) {
        objects = copied ? new ArrayList<>(other.objects) : other.objects;
        byDumpId = copied ? new ArrayList<>(other.byDumpId) : other.byDumpId;
        byId = copied ? new HashMap<>(other.byId) : other.byId;
        byKind = copied ? new LinkedHashMap<>() : other.byKind;
        if (copied) {
            other.byKind.forEach((kind, list) -> byKind.put(kind, new ArrayList<>(list)));
        }
        facts = copied ? new HashMap<>(other.facts) : other.facts;
        warnings = copied ? new ArrayList<>(other.warnings) : other.warnings;
    }

    Catalog() {
        objects = new ArrayList<>();
        byDumpId = new ArrayList<>();
        byDumpId.add(null);
        byId = new HashMap<>();
        byKind = new LinkedHashMap<>();
        facts = new HashMap<>();
        warnings = new ArrayList<>();
    }

    /** Returns all objects in the order of their dump IDs. */
    public final List<CatalogObject<?>> objects() {
        return Collections.unmodifiableList(objects);
    }

    /** Returns the object with that dump ID, or null if there is none. */
    public final CatalogObject<?> object(int dumpId) {
        return dumpId <= lastDumpId() ? byDumpId.get(dumpId) : null;
    }

    /** Returns the last dump ID that is used or stays unused, or 0. */
    public final int lastDumpId() {
        return byDumpId.size() - 1;
    }

    /** Returns the object with that ID in the system catalogs, or null if it was not read. */
    public final CatalogObject<?> find(CatalogId id) {
        return byId.get(id);
    }

    public final CatalogObject<?> find(long classid, long objid) {
        CatalogObject<?> last = found;
        if (last != null && last.oid() == objid && last.id().classid() == classid) {
            return last;
        }
        CatalogObject<?> object = byId.get(new CatalogId(classid, objid));
        found = object == null ? last : object;
        return object;
    }

    /** Returns the objects of a kind in the order of reading. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public final <R> List<CatalogObject<R>> all(Kind<R> kind) {
        return Collections.unmodifiableList((List) byKind.getOrDefault(kind, List.of()));
    }

    /** Returns the object of a kind whose row has that OID, or null. */
    @SuppressWarnings("unchecked")
    public final <R> CatalogObject<R> find(Kind<R> kind, long oid) {
        CatalogObject<?> object = find(kind.classid(), oid);
        return object == null || object.kind() != kind ? null : (CatalogObject<R>) object;
    }

    /** Returns the extension that owns the object, or null. */
    public final CatalogObject<?> extensionOf(CatalogObject<?> object) {
        Long oid = get(ExtensionMembers.class).extensionOf(object.id());
        return oid == null ? null : find(SystemCatalogs.PG_EXTENSION, oid);
    }

    /** Returns a table's parents in the order of the INHERITS clause. */
    public final <R> List<CatalogObject<R>> parents(CatalogObject<R> table) {
        Kind<R> kind = table.kind();
        List<Long> oids = get(Inheritance.class).parents(table.oid());
        if (oids.isEmpty()) {
            return List.of();
        }
        List<CatalogObject<R>> parents = new ArrayList<>(oids.size());
        for (long oid : oids) {
            CatalogObject<R> parent = find(kind, oid);
            if (parent != null) {
                parents.add(parent);
            }
        }
        return Collections.unmodifiableList(parents);
    }

    /**
     * Checks that the parents of all objects of that kind exist.
     *
     * @throws SengiException with pg_dump's message for the first parent missing from a damaged catalog
     */
    public final void checkParents(Kind<?> kind) {
        for (CatalogObject<?> table : all(kind)) {
            for (long parent : get(Inheritance.class).parents(table.oid())) {
                if (find(kind, parent) == null) {
                    throw new SengiException("failed sanity check, parent OID " + parent + " of table \"" + table.name()
                            + "\" (OID " + table.oid() + ") not found");
                }
            }
        }
    }

    /** Returns warnings about what was read or could not be read, in pg_dump's words and in the order in which they were added. */
    public final List<String> warnings() {
        return Collections.unmodifiableList(warnings);
    }

    public final DatabaseFacts database() {
        return get(DatabaseFacts.class);
    }

    public final Roles roles() {
        return get(Roles.class);
    }

    public final Columns columns() {
        return get(Columns.class);
    }

    public final Comments comments() {
        return get(Comments.class);
    }

    public final SecurityLabels securityLabels() {
        return get(SecurityLabels.class);
    }

    public final InitialPrivileges initialPrivileges() {
        return get(InitialPrivileges.class);
    }

    public final ColumnPrivileges columnPrivileges() {
        return get(ColumnPrivileges.class);
    }

    public final DependRows dependencies() {
        return get(DependRows.class);
    }

    /**
     * Returns the fact that is an instance of the class.
     *
     * @throws IllegalStateException if it has not been read
     */
    public final <T> T get(Class<T> type) {
        Object fact = facts.get(type);
        if (fact == null) {
            throw new IllegalStateException(type.getSimpleName() + " has not been read");
        }
        return type.cast(fact);
    }
}
