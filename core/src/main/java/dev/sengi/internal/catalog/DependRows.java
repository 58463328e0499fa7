package dev.sengi.internal.catalog;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The dependencies that the server records: {@code pg_depend}, with those of an operator family's members as the
 * family's.
 */
public final class DependRows {
    private static final String QUERY = """
            select d.classid, d.objid, d.refclassid, d.refobjid, d.deptype
            from pg_depend d
            where d.deptype <> 'p' and d.deptype <> 'e'
            union all
            select 'pg_opfamily'::regclass, o.amopfamily, d.refclassid, d.refobjid, d.deptype
            from pg_depend d, pg_amop o
            where d.deptype not in ('p', 'e', 'i') and d.classid = 'pg_amop'::regclass and d.objid = o.oid
                and not (d.refclassid = 'pg_opfamily'::regclass and o.amopfamily = d.refobjid)
            union all
            select 'pg_opfamily'::regclass, p.amprocfamily, d.refclassid, d.refobjid, d.deptype
            from pg_depend d, pg_amproc p
            where d.deptype not in ('p', 'e', 'i') and d.classid = 'pg_amproc'::regclass and d.objid = p.oid
                and not (d.refclassid = 'pg_opfamily'::regclass and p.amprocfamily = d.refobjid)
            order by 1, 2
            """;

    /** Which materialized views read which others, directly or through views. */
    private static final String MATERIALIZED_VIEWS = """
            with recursive reads(objid, refobjid, relkind) as (
                select r.ev_class, d.refobjid, c.relkind
                from pg_class v
                    join pg_rewrite r on r.ev_class = v.oid
                    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid <> v.oid
                    join pg_class c on c.oid = d.refobjid and c.relkind in ('m', 'v')
                where v.relkind = 'm'
                union
                select w.objid, d.refobjid, c.relkind
                from reads w
                    join pg_rewrite r on r.ev_class = w.refobjid
                    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid <> w.refobjid
                    join pg_class c on c.oid = d.refobjid and c.relkind in ('m', 'v')
            )
            select objid, refobjid from reads where relkind = 'm'
            """;

    /** Which tables have foreign keys to tables that extensions own. */
    private static final String MEMBER_KEYS = """
            select c.conrelid as objid, c.confrelid as refobjid
            from pg_constraint c
            where c.contype = 'f' and exists (
                select from pg_depend d
                where d.classid = 'pg_class'::regclass and d.objid = c.confrelid
                    and d.refclassid = 'pg_extension'::regclass)
            """;

    public static final FactSource SOURCE = DependRows::read;

    private static final String[] COLUMNS = {"classid", "objid", "refclassid", "refobjid", "deptype"};
    private static final int DEPTYPE = COLUMNS.length - 1;

    /** All rows in one array, because there are too many dependencies for one object each. OIDs are unsigned. */
    private final int[] values;

    private DependRows(int[] values) {
        this.values = values;
    }

    private static ReadStep read(QueryBatch batch) {
        Supplier<DependRows> rows = batch.addLarge(QUERY, new RowReader<>() {
            @Override
            public String[] columns() {
                return COLUMNS.clone();
            }

            @Override
            public DependRows read(RowCursor cursor) throws SQLException {
                return of(cursor);
            }
        });
        return catalog -> catalog.put(rows.get());
    }

    private static DependRows of(RowCursor rows) throws SQLException {
        int[] values = new int[COLUMNS.length * (1 << 10)];
        int count = 0;
        while (rows.next()) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            for (int column = 0; column < DEPTYPE; column++) {
                values[count++] = (int) rows.number(column);
            }
            values[count++] = rows.text(DEPTYPE).charAt(0);
        }
        return new DependRows(Arrays.copyOf(values, count));
    }

    /** Passes on all dependencies, ordered by the objects that depend on others. */
    public void forEach(Dependency action) {
        for (int i = 0; i < values.length; i += COLUMNS.length) {
            action.accept(oid(i), oid(i + 1), oid(i + 2), oid(i + 3), (char) values[i + DEPTYPE]);
        }
    }

    private long oid(int index) {
        return Integer.toUnsignedLong(values[index]);
    }

    /** Receives a dependency. */
    @FunctionalInterface
    public interface Dependency {
        /** @param deptype {@code i} if the object is part of the other */
        void accept(long classid, long objid, long refclassid, long refobjid, char deptype);
    }

    /** A relation whose data must come after another's. */
    public record DataRow(long objid, long refobjid) {}

    /** Pairs of a materialized view and another one that it reads. */
    public record MaterializedViews(List<DataRow> rows) {
        public static final FactSource SOURCE =
                FactSource.of(MATERIALIZED_VIEWS, DataRow.class, MaterializedViews::new);

        public MaterializedViews {
            rows = List.copyOf(rows);
        }
    }

    /** Pairs of a table and an extension member that its foreign keys reference. */
    public record MemberKeys(List<DataRow> rows) {
        public static final FactSource SOURCE = FactSource.of(MEMBER_KEYS, DataRow.class, MemberKeys::new);

        public MemberKeys {
            rows = List.copyOf(rows);
        }
    }
}
