package dev.sengi.internal.cluster;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.SengiException;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.option.ClusterOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The memberships of roles. Since version 16, only a role with the ADMIN OPTION can be named as grantor, so the grant
 * that gave it that option must come first.
 */
final class GlobalMemberships {
    private static final String QUERY = """
            select m.roleid, m.member as memberid, m.grantor as grantorid,
                r.rolname as role, u.rolname as member, g.rolname as grantor, m.admin_option as admin,
                [[16: true | false]] as detailed,
                [[16: m.inherit_option | true]] as inherit,
                [[16: m.set_option | true]] as set
            from pg_auth_members m
                left join :roles r on r.oid = m.roleid
                left join :roles u on u.oid = m.member
                left join :roles g on g.oid = m.grantor
            where not (r.rolname ~ '^pg_' and u.rolname ~ '^pg_')
            order by r.rolname, u.rolname, g.rolname
            """;

    /** The superuser created by initdb holds every option without a grant. */
    private static final long BOOTSTRAP_SUPERUSER = 10;

    /**
     * A membership; names are null if a catalog refers to a role that does not exist.
     *
     * @param detailed whether the server has a grantor and options for each membership
     */
    record Row(
            long roleid,
            long memberid,
            long grantorid,
            String role,
            String member,
            String grantor,
            boolean admin,
            boolean detailed,
            boolean inherit,
            boolean set) {}

    private final QueryBatch.Rows<Row> rows;

    GlobalMemberships(QueryBatch batch, ClusterOptions options) {
        rows = batch.add(GlobalRoles.of(QUERY, options), Row.class);
    }

    boolean isEmpty() {
        return rows.list().isEmpty();
    }

    /**
     * Returns the grants in an order in which they can be executed.
     *
     * @param listener receives warnings about grants that refer to missing roles
     */
    List<Global> globals(GlobalSql sql, ProgressListener listener) {
        List<Global> globals = new ArrayList<>();
        List<Row> all = rows.list();
        for (int from = 0; from < all.size(); ) {
            Row first = all.get(from);
            if (first.role() == null) {
                // The rows of missing roles are the last ones.
                listener.message(Severity.WARNING, "ignoring role grant for missing role with OID " + first.roleid());
                break;
            }
            int to = from;
            while (to < all.size() && Objects.equals(all.get(to).role(), first.role())) {
                to++;
            }
            addInOrder(all.subList(from, to), sql, listener, globals);
            from = to;
        }
        return globals;
    }

    private static void addInOrder(
            List<Row> ofOneRole, GlobalSql sql, ProgressListener listener, List<Global> globals) {
        Set<String> grantors = new HashSet<>();
        List<Row> waiting = ofOneRole;
        while (!waiting.isEmpty()) {
            List<Row> later = new ArrayList<>();
            for (Row row : waiting) {
                if (row.member() == null) {
                    listener.message(
                            Severity.WARNING, "ignoring role grant to missing role with OID " + row.memberid());
                } else if (mustWait(row, grantors)) {
                    later.add(row);
                } else {
                    globals.add(grant(row, sql, listener));
                    if (row.admin()) {
                        grantors.add(row.member());
                    }
                }
            }
            if (later.size() == waiting.size()) {
                throw new SengiException("could not find a legal dump ordering for memberships in role \""
                        + waiting.get(0).role() + "\"");
            }
            waiting = later;
        }
    }

    private static boolean mustWait(Row row, Set<String> grantors) {
        return row.detailed()
                && row.grantor() != null
                && row.grantorid() != BOOTSTRAP_SUPERUSER
                && !grantors.contains(row.grantor());
    }

    private static Global grant(Row row, GlobalSql sql, ProgressListener listener) {
        List<String> options = new ArrayList<>();
        if (row.admin()) {
            options.add("ADMIN OPTION");
        }
        if (row.detailed()) {
            options.add("INHERIT " + (row.inherit() ? "TRUE" : "FALSE"));
        }
        if (!row.set()) {
            options.add("SET FALSE");
        }
        StringBuilder grant = new StringBuilder("GRANT ").append(sql.id(row.role()));
        grant.append(" TO ").append(sql.id(row.member()));
        if (!options.isEmpty()) {
            grant.append(" WITH ").append(String.join(", ", options));
        }
        if (row.detailed() && row.grantor() == null) {
            listener.message(
                    Severity.WARNING,
                    "grant of role \"" + row.role() + "\" to \"" + row.member() + "\" has invalid grantor OID "
                            + row.grantorid());
            listener.message(Severity.DETAIL, "This grant will be dumped without GRANTED BY.");
        } else if (row.detailed() && !(sql.options().archives() && row.grantorid() == BOOTSTRAP_SUPERUSER)) {
            // An archive may be restored by a role that cannot grant on behalf of the superuser.
            grant.append(" GRANTED BY ").append(sql.id(row.grantor()));
        }
        return new Global(
                "ROLE MEMBERSHIP",
                row.role() + " " + row.member(),
                grant.append(";\n").toString());
    }
}
