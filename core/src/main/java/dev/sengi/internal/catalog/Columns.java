package dev.sengi.internal.catalog;

import dev.sengi.SengiException;
import dev.sengi.internal.ddl.ForeignOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of the relations whose details are needed: {@code pg_attribute}, including dropped ones. */
public final class Columns {
    /** The names of columns -1, -2 and so on since 12; older tables had their OID as -2. */
    private static final List<String> SYSTEM_COLUMNS = List.of("ctid", "xmin", "cmin", "xmax", "cmax", "tableoid");

    private static final String QUERY = """
            select a.attrelid, a.attnum, a.attname, a.attisdropped, a.attlen, a.attalign, a.attislocal,
                a.attstattarget, a.attstorage, t.typstorage,
                [[10: a.attidentity | ''::"char"]] as attidentity,
                [[12: a.attgenerated | ''::"char"]] as attgenerated,
                [[14: a.attcompression | ''::"char"]] as attcompression,
                format_type(t.oid, a.atttypmod) as atttypname,
                case when a.attcollation <> t.typcollation then a.attcollation else 0 end as attcollation,
                array_to_string(a.attoptions, ', ') as attoptions,
                case when a.attfdwoptions is null then '' else %options end as attfdwoptions,
                [[18: k.conname | case when a.attnotnull then '' end]] as notnull_name,
                [[18: coalesce(k.connoinherit, false) | false]] as notnull_noinherit,
                [[18: coalesce(k.conislocal, false) | (a.attislocal or a.attnotnull)]] as notnull_islocal,
                [[18: coalesce(k.convalidated, true) | true]] as notnull_valid,
                [[18: d.description | null]] as notnull_comment
            from pg_attribute a
                left join pg_type t on t.oid = a.atttypid
                [[18: left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'n'
                    and k.conkey = array[a.attnum]
                    left join pg_description d on d.objoid = k.oid and d.classoid = 'pg_constraint'::regclass
                        and d.objsubid = 0 | ]]
            where a.attnum > 0 and a.attrelid = any (:columnTables)
            order by a.attrelid, a.attnum
            """.replace("%options", ForeignOptions.column("a.attfdwoptions"));

    public static final FactSource SOURCE = FactSource.ofLarge(QUERY, Column.class, Columns::new);

    /**
     * A column.
     *
     * @param attstattarget the statistics target; -1, or null since PostgreSQL 17, for the default
     * @param atttypname the type as SQL, with its modifier
     * @param attcollation OID of the collation if it differs from the type's, otherwise 0
     * @param notnull_name the not-null constraint's name; empty on servers that do not name such constraints, null if
     *     the column is nullable
     */
    public record Column(
            long attrelid,
            int attnum,
            String attname,
            boolean attisdropped,
            int attlen,
            char attalign,
            boolean attislocal,
            String attstattarget,
            char attstorage,
            char typstorage,
            char attidentity,
            char attgenerated,
            char attcompression,
            String atttypname,
            long attcollation,
            String attoptions,
            String attfdwoptions,
            String notnull_name,
            boolean notnull_noinherit,
            boolean notnull_islocal,
            boolean notnull_valid,
            String notnull_comment) {

        public boolean hasNotNull() {
            return notnull_name != null;
        }

        /** Returns whether the server names the column's not-null constraint: those before 18 do not. */
        public boolean hasNamedNotNull() {
            return hasNotNull() && !notnull_name.isEmpty();
        }
    }

    private final Map<Long, List<Column>> byTable = new HashMap<>();

    public Columns(Iterable<Column> rows) {
        for (Column row : rows) {
            byTable.computeIfAbsent(row.attrelid(), k -> new ArrayList<>()).add(row);
        }
    }

    /** Returns a relation's columns in order: column n is at index n - 1. Empty if they were not read. */
    public List<Column> of(long tableOid) {
        return byTable.getOrDefault(tableOid, List.of());
    }

    /**
     * Returns the name of a column; a system column has a negative number.
     *
     * @throws SengiException if there is no such column
     */
    public String name(CatalogObject<?> table, int attnum) {
        List<Column> columns = of(table.oid());
        if (attnum > 0 && attnum <= columns.size()) {
            return columns.get(attnum - 1).attname();
        }
        if (attnum < 0 && -attnum <= SYSTEM_COLUMNS.size()) {
            return SYSTEM_COLUMNS.get(-attnum - 1);
        }
        throw new SengiException("invalid column number " + attnum + " for table \"" + table.name() + "\"");
    }
}
