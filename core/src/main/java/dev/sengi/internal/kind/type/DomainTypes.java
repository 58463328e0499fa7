package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.emit.Emission;
import java.util.HashMap;
import java.util.Map;

/** The definitions of domains: their underlying types, and what the domains add to them. */
final class DomainTypes {
    static final String QUERY = """
            select t.oid, t.typnotnull,
                format_type(t.typbasetype, t.typtypmod) as basetypname,
                pg_get_expr(t.typdefaultbin, 'pg_type'::regclass) as typdefaultbin,
                t.typdefault,
                c.collname,
                (select n.nspname from pg_namespace n where n.oid = c.collnamespace) as collnspname
            from pg_type t
                left join pg_type u on u.oid = t.typbasetype
                left join pg_collation c on c.oid = t.typcollation and t.typcollation <> u.typcollation
            where t.typtype = 'd' and t.typnamespace = any (:definedSchemas)
            """;

    /**
     * @param basetypname the underlying type as SQL, with its modifier
     * @param typdefaultbin the default value as an expression, or null
     * @param typdefault the default value as text, or null
     * @param collname the collation if it differs from that type's, otherwise null
     */
    record Row(
            long oid,
            boolean typnotnull,
            String basetypname,
            String typdefaultbin,
            String typdefault,
            String collname,
            String collnspname) {}

    private final Map<Long, Row> byType = new HashMap<>();

    DomainTypes(Iterable<Row> rows) {
        rows.forEach(row -> byType.put(row.oid(), row));
    }

    String definition(CatalogObject<TypeKind.Row> domain, Emission out) {
        Row row = byType.get(domain.oid());
        DomainConstraints constraints = out.catalog().get(DomainConstraints.class);
        StringBuilder sql = new StringBuilder(
                        out.upgrade().domainOids(domain.oid(), domain.row().typarray()))
                .append("CREATE DOMAIN ")
                .append(out.qualified(domain))
                .append(" AS ")
                .append(row.basetypname());
        if (row.collname() != null) {
            sql.append(" COLLATE ").append(out.quoting().qualified(row.collnspname(), row.collname()));
        }
        if (row.typnotnull()) {
            sql.append(constraints.inlineNotNull(domain, out));
        }
        if (row.typdefaultbin() != null) {
            sql.append(" DEFAULT ").append(row.typdefaultbin());
        } else if (row.typdefault() != null) {
            sql.append(" DEFAULT ").append(out.literal(row.typdefault()));
        }
        return sql.append(constraints.inlineChecks(domain, out)).append(";\n").toString();
    }
}
