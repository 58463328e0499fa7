package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.FactSource;
import dev.sengi.internal.ddl.ForeignOptions;
import dev.sengi.internal.kind.ExtensionLinks;
import java.util.HashMap;
import java.util.Map;

/** What the definitions of tables and views need besides their columns. */
public final class TableDetails {
    private static final String QUERY = """
            select c.oid,
                case when c.reloftype <> 0 then format_type(c.reloftype, null) end as typename,
                [[10: case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end | null]] as partkeydef,
                case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as viewdef,
                (select s.srvname from pg_foreign_server s where s.oid = f.ftserver) as srvname,
                %options as ftoptions,
                %extensions
            from pg_class c
                left join pg_foreign_table f on f.ftrelid = c.oid
            where c.oid = any (:detailedTables)
            """.replace("%options", ForeignOptions.column("f.ftoptions"))
            .replace("%extensions", ExtensionLinks.column("pg_class", "c.oid"));

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, TableDetails::new);

    /**
     * @param typename the type of a typed table as SQL, or null
     * @param partkeydef how a partitioned table is partitioned, or null
     * @param viewdef a view's query with its semicolon, or null
     * @param srvname a foreign table's server, or null
     * @param ftoptions a foreign table's options as SQL, or empty
     * @param extensions the extensions that a materialized view is dropped with
     */
    public record Row(
            long oid,
            String typename,
            String partkeydef,
            String viewdef,
            String srvname,
            String ftoptions,
            String[] extensions) {}

    private final Map<Long, Row> rows = new HashMap<>();

    public TableDetails(Iterable<Row> rows) {
        for (Row row : rows) {
            this.rows.put(row.oid(), row);
        }
    }

    /** Returns a relation's details; those of a plain table are null or empty. */
    public Row of(long tableOid) {
        return rows.getOrDefault(tableOid, new Row(tableOid, null, null, null, null, "", new String[0]));
    }
}
