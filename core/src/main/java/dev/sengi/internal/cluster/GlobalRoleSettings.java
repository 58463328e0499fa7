package dev.sengi.internal.cluster;

import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.option.ClusterOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings that roles have in every database. Those for one database belong to that database's dump. */
final class GlobalRoleSettings {
    private static final String QUERY = """
            select r.rolname, u.setting
            from pg_db_role_setting s join :roles r on r.oid = s.setrole,
                unnest(s.setconfig) with ordinality u(setting, position)
            where s.setdatabase = 0 and r.rolname !~ '^pg_'
            order by r.rolname, u.position
            """;

    record Row(String rolname, String setting) {}

    private final QueryBatch.Rows<Row> rows;

    GlobalRoleSettings(QueryBatch batch, ClusterOptions options) {
        rows = batch.add(GlobalRoles.of(QUERY, options), Row.class);
    }

    List<Global> globals(GlobalSql sql) {
        Map<String, StringBuilder> byRole = new LinkedHashMap<>();
        for (Row row : rows.list()) {
            byRole.computeIfAbsent(row.rolname(), role -> new StringBuilder())
                    .append(sql.setting(row.rolname(), row.setting()));
        }
        List<Global> globals = new ArrayList<>();
        byRole.forEach((role, commands) ->
                globals.add(new Global("ROLE SETTINGS", role, heading(role), commands.toString(), "")));
        return globals;
    }

    private static String heading(String role) {
        return "\n--\n-- User Config \"" + ScriptText.oneLine(role, "") + "\"\n--\n\n";
    }
}
