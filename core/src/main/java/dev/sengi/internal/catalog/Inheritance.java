package dev.sengi.internal.catalog;

import dev.sengi.SengiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which tables inherit from which, partitions from their partitioned tables included: {@code pg_inherits}. */
public final class Inheritance {
    public static final String QUERY =
            "select i.inhrelid, i.inhparent from pg_inherits i order by i.inhrelid, i.inhseqno";

    public record Row(long inhrelid, long inhparent) {}

    private final Map<Long, List<Long>> parents = new HashMap<>();
    private final Catalog catalog;

    public Inheritance(Catalog catalog, Iterable<Row> rows) {
        this.catalog = catalog;
        for (Row row : rows) {
            parents.computeIfAbsent(row.inhrelid(), k -> new ArrayList<>()).add(row.inhparent());
        }
    }

    /**
     * Checks that the parents of all objects of that kind exist.
     *
     * @throws SengiException with pg_dump's message for the first that a damaged catalog lacks
     */
    public void check(Kind<?> kind) {
        for (CatalogObject<?> table : catalog.all(kind)) {
            for (long parent : parentOids(table.oid())) {
                if (catalog.find(kind, parent) == null) {
                    throw new SengiException("failed sanity check, parent OID " + parent + " of table \"" + table.name()
                            + "\" (OID " + table.oid() + ") not found");
                }
            }
        }
    }

    /** Returns a table's parents in the order of the INHERITS clause. */
    public <R> List<CatalogObject<R>> parents(CatalogObject<R> table) {
        Kind<R> kind = table.kind();
        return parentOids(table.oid()).stream()
                .map(oid -> catalog.find(kind, oid))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the OIDs of the parents of a table or index. */
    public List<Long> parentOids(long oid) {
        return parents.getOrDefault(oid, List.of());
    }
}
