package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.Map;

/** The OIDs and files of relations, which a dump for pg_upgrade preserves. */
public final class RelationFiles {
    private static final String QUERY = """
            select c.oid, c.relkind, c.relfilenode, c.relfrozenxid, c.relminmxid,
                c.reltype, y.typarray, c.reltoastrelid, t.relfilenode as toastfilenode,
                t.relfrozenxid as toastfrozenxid, t.relminmxid as toastminmxid,
                x.indexrelid as toastindex, i.relfilenode as toastindexfilenode
            from pg_class c
                left join pg_type y on y.oid = c.reltype
                left join pg_class t on t.oid = c.reltoastrelid
                left join pg_index x on x.indrelid = c.reltoastrelid and x.indisvalid
                left join pg_class i on i.oid = x.indexrelid
            where c.relkind <> 't'
            """;

    public static final FactSource SOURCE = FactSource.ofLarge(QUERY, Relation.class, RelationFiles::new);

    /**
     * A relation, its files, and its row type.
     *
     * @param relfilenode number of the file, or 0
     * @param typarray OID of the type of arrays of rows, or 0
     * @param reltoastrelid OID of the TOAST table, or 0
     * @param toastindex OID of its index, or 0
     */
    public record Relation(
            long oid,
            char relkind,
            long relfilenode,
            String relfrozenxid,
            String relminmxid,
            long reltype,
            long typarray,
            long reltoastrelid,
            long toastfilenode,
            String toastfrozenxid,
            String toastminmxid,
            long toastindex,
            long toastindexfilenode) {

        public boolean isIndex() {
            return relkind == 'i' || relkind == 'I';
        }

        /** Returns whether the relation has files: servers before 12 record some for partitioned tables. */
        public boolean isStored() {
            return relkind != 'p';
        }
    }

    private final Map<Long, Relation> relations = new HashMap<>();

    public RelationFiles(Iterable<Relation> rows) {
        rows.forEach(row -> relations.put(row.oid(), row));
    }

    public Relation of(long oid) {
        return relations.get(oid);
    }
}
