package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What only a dump for pg_upgrade needs: the OIDs and files of relations, and what no DDL command can restore. Read
 * together with the other facts, for the whole database.
 */
public final class UpgradeFacts {
    private static final String RELATIONS = """
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

    // Before 19, asks for only two OIDs: asking for four may return those two in another order, which the commands
    // follow.
    private static final String LARGE_OBJECTS = """
            select oid, relfilenode, relfrozenxid, relminmxid
            from pg_class
            where oid in ([[19: 2613, 2683, 2995, 2996 | 2613, 2683]])
            """;

    private static final String MULTIRANGES = """
            select r.rngtypid, t.oid, t.typarray
            from pg_range r, [[14: pg_type t where t.oid = r.rngmultitypid | pg_type t where false]]
            """;

    private static final String MISSING_VALUES = """
            select a.attrelid, a.attnum, [[11: a.attmissingval | null]] as attmissingval
            from pg_attribute a
            where not a.attisdropped and [[11: a.atthasmissing | false]]
            """;

    private static final String SUBSCRIPTIONS = """
            select s.oid, s.subenabled, o.remote_lsn
            from pg_subscription s
                left join pg_replication_origin_status o on o.external_id = concat('pg_', s.oid)
            where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
            """;

    private static final String SUBSCRIBED_TABLES = """
            select s.srsubid, s.srrelid, s.srsubstate, s.srsublsn
            from pg_subscription_rel s
            order by s.srsubid
            """;

    public static final FactSource SOURCE = UpgradeFacts::read;

    private static final long PG_LARGEOBJECT_INDEX = 2683;
    private static final long PG_LARGEOBJECT_METADATA_INDEX = 2996;

    /** The first server version whose subscriptions continue after an upgrade. */
    private static final int SUBSCRIPTIONS_SINCE = 17;

    private final Map<Long, Relation> relations = new HashMap<>();
    private final List<LargeObjectFile> largeObjectFiles;
    private final Map<Long, Multirange> multiranges = new HashMap<>();
    private final Map<Column, String> missingValues = new HashMap<>();
    private final Map<Long, Subscription> subscriptions = new LinkedHashMap<>();
    private final List<SubscribedTable> subscribedTables;

    private UpgradeFacts(List<LargeObjectFile> largeObjectFiles, List<SubscribedTable> subscribedTables) {
        this.largeObjectFiles = List.copyOf(largeObjectFiles);
        this.subscribedTables = List.copyOf(subscribedTables);
    }

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

    /** The table {@code pg_largeobject} or {@code pg_largeobject_metadata}, or the index of one. */
    public record LargeObjectFile(long oid, long relfilenode, String relfrozenxid, String relminmxid) {}

    /** A range type's multirange type, and the type of its arrays. */
    public record Multirange(long rngtypid, long oid, long typarray) {}

    private record Column(long attrelid, int attnum) {}

    record MissingValue(long attrelid, int attnum, String attmissingval) {}

    /** @param remote_lsn up to where the publisher's changes have been applied, or null */
    public record Subscription(long oid, boolean subenabled, String remote_lsn) {}

    /** @param srsublsn the position of the state change, or null */
    public record SubscribedTable(long srsubid, long srrelid, char srsubstate, String srsublsn) {}

    private static ReadStep read(QueryBatch batch) {
        QueryBatch.Rows<Relation> relations = batch.addLarge(RELATIONS, Relation.class);
        QueryBatch.Rows<LargeObjectFile> largeObjects = batch.add(LARGE_OBJECTS, LargeObjectFile.class);
        QueryBatch.Rows<Multirange> multiranges = batch.add(MULTIRANGES, Multirange.class);
        QueryBatch.Rows<MissingValue> missingValues = batch.add(MISSING_VALUES, MissingValue.class);
        boolean hasSubscriptions = batch.serverMajor() >= SUBSCRIPTIONS_SINCE;
        // Only superusers can read subscriptions.
        Supplier<List<Subscription>> subscriptions =
                hasSubscriptions && batch.superuser() ? batch.add(SUBSCRIPTIONS, Subscription.class)::list : List::of;
        Supplier<List<SubscribedTable>> subscribed =
                hasSubscriptions ? batch.add(SUBSCRIBED_TABLES, SubscribedTable.class)::list : List::of;
        return catalog -> {
            UpgradeFacts facts = new UpgradeFacts(largeObjects.list(), subscribed.get());
            relations.list().forEach(row -> facts.relations.put(row.oid(), row));
            multiranges.list().forEach(row -> facts.multiranges.put(row.rngtypid(), row));
            missingValues
                    .list()
                    .forEach(row ->
                            facts.missingValues.put(new Column(row.attrelid(), row.attnum()), row.attmissingval()));
            subscriptions.get().forEach(row -> facts.subscriptions.put(row.oid(), row));
            catalog.put(facts);
        };
    }

    public Relation relation(long oid) {
        return relations.get(oid);
    }

    /** Returns {@code pg_largeobject} and its index, in the server's order. */
    public List<LargeObjectFile> largeObjectFiles() {
        return files(SystemCatalogs.PG_LARGEOBJECT, PG_LARGEOBJECT_INDEX);
    }

    /** Returns {@code pg_largeobject_metadata} and its index, in the server's order. */
    public List<LargeObjectFile> largeObjectMetadataFiles() {
        return files(SystemCatalogs.PG_LARGEOBJECT_METADATA, PG_LARGEOBJECT_METADATA_INDEX);
    }

    private List<LargeObjectFile> files(long table, long index) {
        return largeObjectFiles.stream()
                .filter(file -> file.oid() == table || file.oid() == index)
                .toList();
    }

    /** Returns the multirange type of a range type, or null on servers without multiranges. */
    public Multirange multirange(long rangeType) {
        return multiranges.get(rangeType);
    }

    /** Returns an array of the value that rows older than the column have, as text, or null if there are none. */
    public String missingValue(long table, int attnum) {
        return missingValues.get(new Column(table, attnum));
    }

    /** Returns the state of a subscription, or null if it does not continue after an upgrade. */
    public Subscription subscription(long oid) {
        return subscriptions.get(oid);
    }

    /** Returns the OIDs of the subscriptions that continue after an upgrade, in the server's order. */
    public List<Long> subscriptions() {
        return List.copyOf(subscriptions.keySet());
    }

    /** Returns the tables of all subscriptions that continue after an upgrade, by subscription. */
    public List<SubscribedTable> subscribedTables() {
        return subscribedTables;
    }
}
