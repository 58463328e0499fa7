package dev.sengi.internal.cluster;

import dev.sengi.DumpAllFlag;
import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.option.ClusterOptions;
import java.util.ArrayList;
import java.util.List;

/** The roles: their attributes, comments and security labels. */
final class GlobalRoles {
    /** Only superusers may read the catalog, which contains passwords; all roles may read the view. */
    private static final String CATALOG = "pg_authid";

    private static final String VIEW = "pg_roles";

    private static final String QUERY = """
            select r.oid, r.rolname, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin,
                r.rolreplication, r.rolbypassrls, r.rolconnlimit, r.rolpassword, r.rolvaliduntil,
                r.rolname = current_user as iscurrent,
                shobj_description(r.oid, 'pg_authid') as description
            from :roles r
            where r.rolname !~ '^pg_'
            order by r.rolname
            """;

    /** The query that pg_dumpall's error shows if the role may not read the catalog; never sent. */
    private static final String SHOWN =
            "SELECT oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin,"
                    + " rolconnlimit, rolpassword, rolvaliduntil, rolreplication, rolbypassrls,"
                    + " pg_catalog.shobj_description(oid, 'pg_authid') as rolcomment, rolname = current_user AS is_current_user"
                    + " FROM :roles WHERE rolname !~ '^pg_' ORDER BY 2";

    private static final String SHOWN_OF_DROPS = "SELECT rolname FROM :roles WHERE rolname !~ '^pg_' ORDER BY 1";

    private static final int NO_CONNECTION_LIMIT = -1;

    record Row(
            long oid,
            String rolname,
            boolean rolsuper,
            boolean rolinherit,
            boolean rolcreaterole,
            boolean rolcreatedb,
            boolean rolcanlogin,
            boolean rolreplication,
            boolean rolbypassrls,
            int rolconnlimit,
            String rolpassword,
            String rolvaliduntil,
            boolean iscurrent,
            String description) {}

    private final QueryBatch.Rows<Row> rows;

    GlobalRoles(QueryBatch batch, ClusterOptions options) {
        String shown = options.drops() ? SHOWN_OF_DROPS : SHOWN;
        rows = batch.add(of(QUERY, options), of(shown, options), Row.class);
    }

    /** Returns the query with the relation to read in place of {@code :roles}. */
    static String of(String query, ClusterOptions options) {
        return query.replace(":roles", options.has(DumpAllFlag.NO_ROLE_PASSWORDS) ? VIEW : CATALOG);
    }

    /** Returns the commands that drop the roles, in the order of their names. */
    List<String> drops(GlobalSql sql) {
        return rows.list().stream().map(row -> sql.drop("ROLE", row.rolname())).toList();
    }

    /** Returns the commands that create the roles, in the order of their names. */
    List<Global> globals(GlobalSql sql) {
        List<Global> globals = new ArrayList<>();
        for (Row role : rows.list()) {
            globals.add(definition(role, sql));
            globals.add(alteration(role, attributes(role, sql), sql));
            if (sql.options().archives() && !privileged(role).isEmpty()) {
                globals.add(alteration(role, privileged(role), sql));
            }
            sql.comment("ROLE", role.rolname(), role.description()).ifPresent(globals::add);
            sql.securityLabels("ROLE", role.rolname(), role.oid()).ifPresent(globals::add);
        }
        return globals;
    }

    private static Global definition(Row role, GlobalSql sql) {
        boolean upgrade = sql.options().common().has(DumpFlag.BINARY_UPGRADE);
        StringBuilder commands = new StringBuilder();
        if (upgrade) {
            commands.append("\n-- For binary upgrade, must preserve pg_authid.oid\n");
            commands.append("SELECT pg_catalog.binary_upgrade_set_next_pg_authid_oid('")
                    .append(role.oid())
                    .append("'::pg_catalog.oid);\n\n");
        }
        // The upgrading role already exists: it is the new cluster's superuser.
        if (!upgrade || !role.iscurrent()) {
            commands.append("CREATE ROLE ").append(sql.id(role.rolname())).append(";\n");
        }
        return new Global("ROLE", role.rolname(), "", commands.toString(), sql.drop("ROLE", role.rolname()));
    }

    /** Attributes are set by a separate command, so that a role that already exists gets them, too. */
    private static Global alteration(Row role, String attributes, GlobalSql sql) {
        String command = "ALTER ROLE " + sql.id(role.rolname()) + " WITH" + attributes + ";\n";
        return new Global("ROLE ATTRIBUTES", role.rolname(), command);
    }

    /**
     * Returns the attributes. Those that only superusers may set, even to their current values, are left out of
     * archives, which other roles may restore.
     */
    private static String attributes(Row role, GlobalSql sql) {
        boolean all = !sql.options().archives();
        StringBuilder attributes = new StringBuilder();
        if (all) {
            attributes.append(role.rolsuper() ? " SUPERUSER" : " NOSUPERUSER");
        }
        attributes.append(role.rolinherit() ? " INHERIT" : " NOINHERIT");
        attributes.append(role.rolcreaterole() ? " CREATEROLE" : " NOCREATEROLE");
        attributes.append(role.rolcreatedb() ? " CREATEDB" : " NOCREATEDB");
        attributes.append(role.rolcanlogin() ? " LOGIN" : " NOLOGIN");
        if (all) {
            attributes.append(role.rolreplication() ? " REPLICATION" : " NOREPLICATION");
            attributes.append(role.rolbypassrls() ? " BYPASSRLS" : " NOBYPASSRLS");
        }
        if (role.rolconnlimit() != NO_CONNECTION_LIMIT) {
            attributes.append(" CONNECTION LIMIT ").append(role.rolconnlimit());
        }
        if (role.rolpassword() != null && !sql.options().has(DumpAllFlag.NO_ROLE_PASSWORDS)) {
            attributes.append(" PASSWORD ").append(sql.literal(role.rolpassword()));
        }
        if (role.rolvaliduntil() != null) {
            attributes.append(" VALID UNTIL '").append(role.rolvaliduntil()).append('\'');
        }
        return attributes.toString();
    }

    /** Returns the attributes that only superusers may give to a role. */
    private static String privileged(Row role) {
        return (role.rolsuper() ? " SUPERUSER" : "")
                + (role.rolreplication() ? " REPLICATION" : "")
                + (role.rolbypassrls() ? " BYPASSRLS" : "");
    }
}
