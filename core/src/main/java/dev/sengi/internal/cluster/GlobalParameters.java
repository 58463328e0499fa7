package dev.sengi.internal.cluster;

import dev.sengi.internal.catalog.QueryBatch;
import java.util.ArrayList;
import java.util.List;

/** The privileges to set configuration parameters, which servers support since version 15. */
final class GlobalParameters {
    private static final String SUPPORTED = "select [[15: true | false]] as supported";

    private static final String QUERY = """
            [[15: select p.parname, pg_get_userbyid(10) as owner, p.paracl,
                acldefault('p', 10) as acldefault
            from pg_parameter_acl p
            order by p.parname
            | select null as parname, null as owner, null as paracl, null as acldefault where false]]
            """;

    record Support(boolean supported) {}

    record Row(String parname, String owner, String[] paracl, String[] acldefault) {}

    private final QueryBatch.Rows<Support> support;
    private final QueryBatch.Rows<Row> rows;

    GlobalParameters(QueryBatch batch) {
        support = batch.add(SUPPORTED, Support.class);
        rows = batch.add(QUERY, Row.class);
    }

    /** Returns whether the server has such privileges at all. */
    boolean areSupported() {
        return support.list().get(0).supported();
    }

    boolean isEmpty() {
        return rows.list().isEmpty();
    }

    List<Global> globals(GlobalSql sql) {
        List<Global> globals = new ArrayList<>();
        for (Row row : rows.list()) {
            sql.grants("PARAMETER", row.parname(), row.owner(), row.paracl(), row.acldefault())
                    .ifPresent(globals::add);
        }
        return globals;
    }
}
