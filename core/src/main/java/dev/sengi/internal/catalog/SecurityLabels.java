package dev.sengi.internal.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Security labels of objects and their parts: {@code pg_seclabels}. */
public final class SecurityLabels {
    private static final String QUERY = """
            select l.classoid, l.objoid, l.objsubid, l.provider, l.label
            from pg_seclabels l
            order by l.classoid, l.objoid, l.objsubid
            """;

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, SecurityLabels::new);

    /** A provider's label for an object, or for its column {@code objsubid}. */
    public record Row(long classoid, long objoid, int objsubid, String provider, String label) {}

    private final Map<CatalogId, List<Row>> labels = new HashMap<>();

    public SecurityLabels(Iterable<Row> rows) {
        for (Row row : rows) {
            labels.computeIfAbsent(new CatalogId(row.classoid(), row.objoid()), k -> new ArrayList<>())
                    .add(row);
        }
    }

    /** Returns the labels of the object and of its parts. */
    public List<Row> of(CatalogId id) {
        return labels.getOrDefault(id, List.of());
    }
}
