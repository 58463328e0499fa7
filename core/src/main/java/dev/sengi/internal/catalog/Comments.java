package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.Map;

/** Comments on objects and their parts: {@code pg_description}. */
public final class Comments {
    public static final String QUERY = """
            select d.classoid, d.objoid, d.objsubid, d.description
            from pg_description d
            order by d.classoid, d.objoid, d.objsubid
            """;

    public record Row(long classoid, long objoid, int objsubid, String description) {}

    private final Map<CatalogPart, String> comments = new HashMap<>();

    public Comments(Iterable<Row> rows) {
        for (Row row : rows) {
            comments.put(
                    new CatalogPart(new CatalogId(row.classoid(), row.objoid()), row.objsubid()), row.description());
        }
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
