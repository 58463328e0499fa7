package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Comments on objects and their parts: {@code pg_description}. */
public final class Comments {
    // Most comments describe functions, operators and the like that initdb created, with OIDs up to 16383, in a schema
    // that is not dumped.
    private static final String QUERY = """
            select d.classoid, d.objoid, d.objsubid, d.description
            from pg_description d
            where case
                when d.objoid > 16383 then true
                when d.classoid = 'pg_proc'::regclass then d.objoid in (
                    select p.oid from pg_proc p where p.oid <= 16383 and p.pronamespace = any (:definedSchemas))
                when d.classoid = 'pg_operator'::regclass then d.objoid in (
                    select o.oid from pg_operator o where o.oid <= 16383 and o.oprnamespace = any (:definedSchemas))
                when d.classoid = 'pg_collation'::regclass then d.objoid in (
                    select c.oid from pg_collation c where c.oid <= 16383 and c.collnamespace = any (:definedSchemas))
                when d.classoid = 'pg_type'::regclass then d.objoid in (
                    select t.oid from pg_type t where t.oid <= 16383 and t.typnamespace = any (:definedSchemas))
                when d.classoid = 'pg_conversion'::regclass then d.objoid in (
                    select c.oid from pg_conversion c where c.oid <= 16383 and c.connamespace = any (:definedSchemas))
                else true
            end
            order by d.classoid, d.objoid, d.objsubid
            """;

    public static final FactSource SOURCE = FactSource.ofLarge(QUERY, Row.class, Comments::new);

    public record Row(long classoid, long objoid, int objsubid, String description) {}

    private final Map<CatalogPart, String> comments = new HashMap<>();
    /** The objects whose parts have comments. */
    private final Set<CatalogId> ofParts = new HashSet<>();

    public Comments(Iterable<Row> rows) {
        for (Row row : rows) {
            CatalogId id = new CatalogId(row.classoid(), row.objoid());
            comments.put(new CatalogPart(id, row.objsubid()), row.description());
            if (row.objsubid() != 0) {
                ofParts.add(id);
            }
        }
    }

    /** Returns whether there is a comment on any of an object's columns. */
    public boolean hasOfParts(CatalogId id) {
        return ofParts.contains(id);
    }

    /**
     * Returns the comment, or null.
     *
     * @param subId a column's number, or 0 for the object itself
     */
    public String of(CatalogId id, int subId) {
        return comments.get(new CatalogPart(id, subId));
    }
}
