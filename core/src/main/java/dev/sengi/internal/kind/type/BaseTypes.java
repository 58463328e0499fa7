package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.emit.Emission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The definitions of base types: the functions that read and write their values, and the values' layout. */
final class BaseTypes {
    static final String QUERY = """
            select t.oid, t.typlen, t.typbyval, t.typalign, t.typstorage, t.typdelim,
                t.typcategory, t.typispreferred,
                t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze,
                [[14: t.typsubscript | '-']] as typsubscript,
                t.typcollation <> 0 as typcollatable,
                pg_get_expr(t.typdefaultbin, 0) as typdefaultbin,
                t.typdefault,
                case when t.typelem <> 0 then format_type(t.typelem, null) end as typelemname
            from pg_type t
            where t.typtype = 'b'
                and t.typnamespace = any (:definedSchemas)
                and not exists (select from pg_type e where e.oid = t.typelem and e.typarray = t.oid)
            """;

    private static final String NO_FUNCTION = "-";

    /**
     * @param typlen the length in bytes, -1 if it varies, -2 for C strings
     * @param typinput this and the other functions as SQL, {@code -} for none
     * @param typdefaultbin the default value as an expression, or null
     * @param typdefault the default value as text, or null
     * @param typelemname the type of the elements as SQL, or null
     */
    record Row(
            long oid,
            int typlen,
            boolean typbyval,
            char typalign,
            char typstorage,
            String typdelim,
            String typcategory,
            boolean typispreferred,
            String typinput,
            String typoutput,
            String typreceive,
            String typsend,
            String typmodin,
            String typmodout,
            String typanalyze,
            String typsubscript,
            boolean typcollatable,
            String typdefaultbin,
            String typdefault,
            String typelemname) {}

    private final Map<Long, Row> byType = new HashMap<>();

    BaseTypes(Iterable<Row> rows) {
        rows.forEach(row -> byType.put(row.oid(), row));
    }

    String definition(CatalogObject<TypeKind.Row> type, Emission out) {
        Row row = byType.get(type.oid());
        List<String> options = new ArrayList<>();
        options.add("INTERNALLENGTH = " + (row.typlen() == -1 ? "variable" : row.typlen()));
        addFunctions(options, row);
        addValues(options, row, out);
        addLayout(options, row);
        return out.upgrade().typeOids(type.oid(), type.row().typarray())
                + TypeKind.createWithOptions(type, "", options, out);
    }

    private static void addFunctions(List<String> options, Row row) {
        options.add("INPUT = " + row.typinput());
        options.add("OUTPUT = " + row.typoutput());
        addFunction(options, "RECEIVE", row.typreceive());
        addFunction(options, "SEND", row.typsend());
        addFunction(options, "TYPMOD_IN", row.typmodin());
        addFunction(options, "TYPMOD_OUT", row.typmodout());
        addFunction(options, "ANALYZE", row.typanalyze());
    }

    private static void addFunction(List<String> options, String option, String function) {
        if (!function.equals(NO_FUNCTION)) {
            options.add(option + " = " + function);
        }
    }

    private static void addValues(List<String> options, Row row, Emission out) {
        if (row.typcollatable()) {
            options.add("COLLATABLE = true");
        }
        if (row.typdefaultbin() != null) {
            options.add("DEFAULT = " + row.typdefaultbin());
        } else if (row.typdefault() != null) {
            options.add("DEFAULT = " + out.literal(row.typdefault()));
        }
        addFunction(options, "SUBSCRIPT", row.typsubscript());
        if (row.typelemname() != null) {
            options.add("ELEMENT = " + row.typelemname());
        }
        if (!row.typcategory().equals("U")) {
            options.add("CATEGORY = " + out.literal(row.typcategory()));
        }
        if (row.typispreferred()) {
            options.add("PREFERRED = true");
        }
        if (!row.typdelim().equals(",")) {
            options.add("DELIMITER = " + out.literal(row.typdelim()));
        }
    }

    private static void addLayout(List<String> options, Row row) {
        options.add("ALIGNMENT = "
                + switch (row.typalign()) {
                    case 'c' -> "char";
                    case 's' -> "int2";
                    case 'i' -> "int4";
                    default -> "double";
                });
        options.add("STORAGE = "
                + switch (row.typstorage()) {
                    case 'p' -> "plain";
                    case 'e' -> "external";
                    case 'x' -> "extended";
                    default -> "main";
                });
        if (row.typbyval()) {
            options.add("PASSEDBYVALUE");
        }
    }
}
