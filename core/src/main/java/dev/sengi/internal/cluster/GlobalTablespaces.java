package dev.sengi.internal.cluster;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.QueryBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The tablespaces: their locations, options, privileges, comments and security labels. */
final class GlobalTablespaces {
    private static final String QUERY = """
            select t.oid, t.spcname, pg_get_userbyid(t.spcowner) as spcowner, pg_tablespace_location(t.oid) as location,
                t.spcacl, acldefault('t', t.spcowner) as acldefault,
                array_to_string(t.spcoptions, ', ') as spcoptions,
                shobj_description(t.oid, 'pg_tablespace') as description,
                row_number() over (order by t.spcname) as position
            from pg_tablespace t
            where t.spcname !~ '^pg_'
            order by t.oid
            """;

    record Row(
            long oid,
            String spcname,
            String spcowner,
            String location,
            String[] spcacl,
            String[] acldefault,
            String spcoptions,
            String description,
            int position) {}

    private final QueryBatch.Rows<Row> rows;

    GlobalTablespaces(QueryBatch batch) {
        rows = batch.add(QUERY, Row.class);
    }

    /** Returns the commands that drop the tablespaces, in the order of their names. */
    List<String> drops(GlobalSql sql) {
        return rows.list().stream()
                .sorted(Comparator.comparingInt(Row::position))
                .map(row -> sql.drop("TABLESPACE", row.spcname()))
                .toList();
    }

    /** Returns the commands that create the tablespaces, in the order of their creation. */
    List<Global> globals(GlobalSql sql) {
        List<Global> globals = new ArrayList<>();
        for (Row row : rows.list()) {
            globals.add(definition(row, sql));
            if (row.spcoptions() != null && !row.spcoptions().isEmpty()) {
                String set = "ALTER TABLESPACE " + sql.id(row.spcname()) + " SET (" + row.spcoptions() + ");\n";
                globals.add(new Global("TABLESPACE OPTIONS", row.spcname(), set));
            }
            sql.grants("TABLESPACE", row.spcname(), row.spcowner(), row.spcacl(), row.acldefault())
                    .ifPresent(globals::add);
            sql.comment("TABLESPACE", row.spcname(), row.description()).ifPresent(globals::add);
            sql.securityLabels("TABLESPACE", row.spcname(), row.oid()).ifPresent(globals::add);
        }
        return globals;
    }

    private static Global definition(Row row, GlobalSql sql) {
        StringBuilder commands = new StringBuilder();
        if (sql.options().common().has(DumpFlag.BINARY_UPGRADE)) {
            commands.append("\n-- For binary upgrade, must preserve pg_tablespace oid\n");
            commands.append("SELECT pg_catalog.binary_upgrade_set_next_pg_tablespace_oid('")
                    .append(row.oid())
                    .append("'::pg_catalog.oid);\n");
        }
        String name = sql.id(row.spcname());
        // The path of a tablespace inside the data directory is relative, and cannot be chosen.
        String location = row.location().startsWith("/") ? row.location() : "";
        commands.append("CREATE TABLESPACE ").append(name);
        commands.append(" OWNER ").append(sql.id(row.spcowner()));
        commands.append(" LOCATION ").append(sql.literal(location)).append(";\n");
        return new Global("TABLESPACE", row.spcname(), "", commands.toString(), sql.drop("TABLESPACE", row.spcname()));
    }
}
