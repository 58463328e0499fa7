package dev.sengi.internal.cluster;

import dev.sengi.internal.catalog.QueryBatch;
import java.util.List;

/** The security labels of roles and tablespaces. */
final class GlobalLabels {
    private static final String QUERY = """
            select case when l.classoid = 'pg_authid'::regclass then 'ROLE' else 'TABLESPACE' end as type,
                l.objoid, l.provider, l.label
            from pg_shseclabel l
            where l.classoid in ('pg_authid'::regclass, 'pg_tablespace'::regclass)
            """;

    record Row(String type, long objoid, String provider, String label) {}

    private final QueryBatch.Rows<Row> rows;

    GlobalLabels(QueryBatch batch) {
        rows = batch.add(QUERY, Row.class);
    }

    /** Returns the labels of a role or tablespace. */
    List<Row> of(String type, long oid) {
        return rows.list().stream()
                .filter(label -> label.objoid() == oid && label.type().equals(type))
                .toList();
    }
}
