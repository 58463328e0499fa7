package dev.sengi.internal.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of a database: its objects, numbered in the order of reading, and what the catalogs say about them.
 *
 * <p>Objects are added while the catalogs are read; nothing changes afterwards. Used by one thread at a time.
 */
public final class Catalog {
    private final List<CatalogObject<?>> objects = new ArrayList<>();
    private final Map<CatalogId, CatalogObject<?>> byId = new HashMap<>();
    private final Map<Kind<?>, List<CatalogObject<?>>> byKind = new LinkedHashMap<>();
    private final Map<Class<?>, Object> facts = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Adds the object of a catalog's row under the next dump ID.
     *
     * @throws dev.sengi.SengiException with pg_dump's message if the role that owns the object does not exist
     */
    public <R extends CatalogRow> CatalogObject<R> add(Kind<R> kind, R row, String name, CatalogObject<?> namespace) {
        if (row.ownerOid() != 0) {
            get(Roles.class).name(row.ownerOid());
        }
        return add(kind, row.id(), name, namespace, row);
    }

    /** Adds an object under the next dump ID; objects without a catalog's row have {@link CatalogId#NONE}. */
    public <R> CatalogObject<R> add(Kind<R> kind, CatalogId id, String name, CatalogObject<?> namespace, R row) {
        CatalogObject<R> object = new CatalogObject<>(kind, objects.size() + 1, id, name, namespace, row);
        objects.add(object);
        if (id.classid() != 0) {
            byId.put(id, object);
        }
        byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(object);
        return object;
    }

    /** Returns all objects; the one with dump ID n stands at index n - 1. */
    public List<CatalogObject<?>> objects() {
        return Collections.unmodifiableList(objects);
    }

    public CatalogObject<?> object(int dumpId) {
        return objects.get(dumpId - 1);
    }

    /** Returns the object that a catalog lists under that ID, or null where it was not read. */
    public CatalogObject<?> find(CatalogId id) {
        return byId.get(id);
    }

    public CatalogObject<?> find(long classid, long objid) {
        return byId.get(new CatalogId(classid, objid));
    }

    /** Returns the objects of a kind in the order of reading. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public <R> List<CatalogObject<R>> all(Kind<R> kind) {
        return Collections.unmodifiableList((List) byKind.getOrDefault(kind, List.of()));
    }

    /** Returns the object of a kind whose row has that OID, or null. */
    @SuppressWarnings("unchecked")
    public <R> CatalogObject<R> find(Kind<R> kind, long oid) {
        CatalogObject<?> object = byId.get(new CatalogId(kind.classid(), oid));
        return object == null || object.kind() != kind ? null : (CatalogObject<R>) object;
    }

    /** Notes, in pg_dump's words, what the user should know of what was read or could not be. */
    public void warn(String message) {
        warnings.add(message);
    }

    /** Returns the warnings in the order in which they were noted. */
    public List<String> warnings() {
        return Collections.unmodifiableList(warnings);
    }

    /** Keeps what was read beside the objects, such as comments; one of a type. */
    public void put(Object fact) {
        facts.put(fact.getClass(), fact);
    }

    /** Returns what was put under that type. */
    public <T> T get(Class<T> type) {
        return Optional.ofNullable(type.cast(facts.get(type)))
                .orElseThrow(() -> new IllegalStateException(type.getSimpleName() + " has not been read"));
    }
}
