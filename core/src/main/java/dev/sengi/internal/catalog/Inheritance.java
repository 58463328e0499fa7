package dev.sengi.internal.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which tables inherit from which, including partitions from their partitioned tables: {@code pg_inherits}. */
public final class Inheritance {
    private static final String QUERY =
            "select i.inhrelid, i.inhparent from pg_inherits i order by i.inhrelid, i.inhseqno";

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, Inheritance::new);

    public record Row(long inhrelid, long inhparent) {}

    private final Map<Long, List<Long>> parents = new HashMap<>();

    public Inheritance(Iterable<Row> rows) {
        for (Row row : rows) {
            parents.computeIfAbsent(row.inhrelid(), k -> new ArrayList<>()).add(row.inhparent());
        }
    }

    /** Returns the OIDs of the parents of a table or index, in the order of the INHERITS clause. */
    List<Long> parents(long oid) {
        return parents.getOrDefault(oid, List.of());
    }
}
