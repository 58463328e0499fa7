package dev.sengi.internal.cluster;

import dev.sengi.internal.catalog.QueryBatch;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The security labels of roles and tablespaces. */
final class GlobalLabels {
    private static final String QUERY = """
            select case when l.classoid = 'pg_authid'::regclass then 'ROLE' else 'TABLESPACE' end as type,
                l.objoid, l.provider, l.label
            from pg_shseclabel l
            where l.classoid in ('pg_authid'::regclass, 'pg_tablespace'::regclass)
            """;

    record Row(String type, long objoid, String provider, String label) {}

    private record Key(String type, long objoid) {}

    private final QueryBatch.Rows<Row> rows;
    /** Null until they are requested. */
    private Map<Key, List<Row>> byObject;

    GlobalLabels(QueryBatch batch) {
        rows = batch.add(QUERY, Row.class);
    }

    /** Returns the labels of a role or tablespace. */
    List<Row> of(String type, long oid) {
        if (byObject == null) {
            byObject = rows.list().stream().collect(Collectors.groupingBy(row -> new Key(row.type(), row.objoid())));
        }
        return byObject.getOrDefault(new Key(type, oid), List.of());
    }
}
