package dev.sengi.internal.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Grants on columns, including system columns. */
public final class ColumnPrivileges {
    private static final String QUERY = """
            select a.attrelid, a.attname, a.attacl, p.privtype, p.initprivs
            from (select attrelid, attnum from pg_attribute where attacl is not null
                    union select objoid, objsubid from pg_init_privs
                        where classoid = 'pg_class'::regclass and objsubid <> 0) k
                join pg_attribute a on a.attrelid = k.attrelid and a.attnum = k.attnum
                left join pg_init_privs p on p.classoid = 'pg_class'::regclass
                    and p.objoid = a.attrelid and p.objsubid = a.attnum
            where not a.attisdropped
            order by a.attrelid, a.attnum
            """;

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, ColumnPrivileges::new);

    /** A column's access control list and its initial one; either may be null. */
    public record Row(long attrelid, String attname, String[] attacl, char privtype, String[] initprivs) {

        /** Returns the column's initial grants, or null. */
        public InitialPrivileges.Initial initial() {
            return InitialPrivileges.Initial.of(privtype, initprivs);
        }
    }

    private final Map<Long, List<Row>> byTable = new HashMap<>();

    public ColumnPrivileges(Iterable<Row> rows) {
        for (Row row : rows) {
            byTable.computeIfAbsent(row.attrelid(), k -> new ArrayList<>()).add(row);
        }
    }

    /** Returns the relation's columns that have, or initially had, grants of their own. */
    public List<Row> of(long tableOid) {
        return byTable.getOrDefault(tableOid, List.of());
    }
}
