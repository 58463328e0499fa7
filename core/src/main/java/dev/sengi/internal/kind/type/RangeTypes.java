package dev.sengi.internal.kind.type;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.emit.Emission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The definitions of range types: what their bounds are, and how they compare. */
final class RangeTypes {
    static final String QUERY = """
            select r.rngtypid,
                format_type(r.rngsubtype, null) as rngsubtype,
                [[14: format_type(r.rngmultitypid, null) | null]] as rngmultitype,
                [[14: m.oid | 0]] as multioid, [[14: m.typarray | 0]] as multiarray,
                o.opcdefault, o.opcname,
                (select n.nspname from pg_namespace n where n.oid = o.opcnamespace) as opcnspname,
                c.collname,
                (select n.nspname from pg_namespace n where n.oid = c.collnamespace) as collnspname,
                r.rngcanonical, r.rngsubdiff
            from pg_range r
                join pg_type t on t.oid = r.rngtypid
                join pg_type s on s.oid = r.rngsubtype
                join pg_opclass o on o.oid = r.rngsubopc
                [[14: left join pg_type m on m.oid = r.rngmultitypid | ]]
                left join pg_collation c on c.oid = r.rngcollation and r.rngcollation <> s.typcollation
            where t.typnamespace = any (:definedSchemas)
            """;

    private static final String NO_FUNCTION = "-";

    /**
     * @param rngsubtype the type of the bounds as SQL
     * @param rngmultitype the multirange type as SQL, or null before PostgreSQL 14
     * @param multioid OID of the multirange type, or 0
     * @param multiarray OID of the type of its arrays, or 0
     * @param opcdefault whether the operator class is the subtype's default
     * @param collname the collation if it differs from the subtype's, otherwise null
     * @param rngcanonical this and the other function as SQL, {@code -} for none
     */
    record Row(
            long rngtypid,
            String rngsubtype,
            String rngmultitype,
            long multioid,
            long multiarray,
            boolean opcdefault,
            String opcname,
            String opcnspname,
            String collname,
            String collnspname,
            String rngcanonical,
            String rngsubdiff) {}

    private final Map<Long, Row> byType = new HashMap<>();

    RangeTypes(Iterable<Row> rows) {
        rows.forEach(row -> byType.put(row.rngtypid(), row));
    }

    String definition(CatalogObject<TypeKind.Row> type, Emission out) {
        Row row = byType.get(type.oid());
        if (row == null) {
            throw new SengiException(
                    "query returned 0 rows instead of one: EXECUTE dumpRangeType('" + type.oid() + "')");
        }
        List<String> options = new ArrayList<>();
        options.add("subtype = " + row.rngsubtype());
        if (row.rngmultitype() != null) {
            options.add("multirange_type_name = " + row.rngmultitype());
        }
        if (!row.opcdefault()) {
            options.add("subtype_opclass = " + out.quoting().qualified(row.opcnspname(), row.opcname()));
        }
        if (row.collname() != null) {
            options.add("collation = " + out.quoting().qualified(row.collnspname(), row.collname()));
        }
        if (!row.rngcanonical().equals(NO_FUNCTION)) {
            options.add("canonical = " + row.rngcanonical());
        }
        if (!row.rngsubdiff().equals(NO_FUNCTION)) {
            options.add("subtype_diff = " + row.rngsubdiff());
        }
        return out.upgrade().rangeOids(type.oid(), type.row().typarray(), row.multioid(), row.multiarray())
                + TypeKind.createWithOptions(type, " AS RANGE", options, out);
    }
}
