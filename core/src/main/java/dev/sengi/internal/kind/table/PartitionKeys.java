package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.FactSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Partitioned tables whose rows may belong to different partitions after a restore: those partitioned by the hash of an
 * enum, which depends on the OIDs of its labels. Servers before 11 cannot partition by hash.
 */
public final class PartitionKeys {
    private static final String QUERY = """
            select p.partrelid
            from [[11: pg_partitioned_table | (select 0 as partrelid, '{}'::oid[] as partclass where false)]] p
            where exists (
                select 1 from pg_opclass c join pg_am a on a.oid = c.opcmethod
                where c.opcname = 'enum_ops' and c.opcnamespace = 'pg_catalog'::regnamespace and a.amname = 'hash'
                    and c.oid = any (p.partclass))
            """;

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, PartitionKeys::new);

    public record Row(long partrelid) {}

    private final Set<Long> unsafe = new HashSet<>();

    public PartitionKeys(Iterable<Row> rows) {
        for (Row row : rows) {
            unsafe.add(row.partrelid());
        }
    }

    /** Returns whether the partitions' data must be loaded through the partitioned table. */
    public boolean areUnsafe(long tableOid) {
        return unsafe.contains(tableOid);
    }
}
