package dev.sengi.internal.catalog;

import java.sql.SQLException;
import java.util.Arrays;
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
}
