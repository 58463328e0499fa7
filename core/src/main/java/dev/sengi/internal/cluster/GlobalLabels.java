package dev.sengi.internal.cluster;

import dev.sengi.internal.catalog.QueryBatch;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The security labels of roles and tablespaces, whose OIDs are unique in the cluster. */
final class GlobalLabels {
    private static final String QUERY = """
            select l.objoid, l.provider, l.label
            from pg_shseclabel l
            where l.classoid in ('pg_authid'::regclass, 'pg_tablespace'::regclass)
            """;

    record Row(long objoid, String provider, String label) {}

    private final QueryBatch.Rows<Row> rows;

    GlobalLabels(QueryBatch batch) {
        rows = batch.add(QUERY, Row.class);
    }

    Map<Long, List<Row>> byOid() {
        return rows.list().stream().collect(Collectors.groupingBy(Row::objoid));
    }
}
