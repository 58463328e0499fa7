package dev.sengi.internal.kind.routine;

import dev.sengi.SengiException;
import dev.sengi.internal.emit.Emission;

/** How casts and transforms name their functions: qualified, with the types of their input arguments. */
final class FunctionReference {
    private FunctionReference() {}

    /**
     * Returns a select-list expression for the schema, name and argument types of a function, or for its OID if a
     * damaged catalog lacks the function.
     *
     * @param oid the function's OID as an SQL expression
     */
    static String columns(String oid) {
        return "case when " + oid
                + " <> 0 then coalesce((select array[n.nspname::text, p.proname::text, array_to_string(array("
                + "select format_type(a.type, null) from unnest(p.proargtypes) with ordinality a (type, n) order by a.n"
                + "), ', ')] from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid = " + oid
                + "), array[concat(" + oid + ")]) end";
    }

    /**
     * Returns the function as SQL.
     *
     * @param columns the value of the expression, or null if the OID is 0
     * @throws SengiException if a damaged catalog lacks the function
     */
    static String of(String[] columns, Emission out) {
        if (columns == null || columns.length == 1) {
            String oid = columns == null ? "0" : columns[0];
            throw new SengiException("could not find function definition for function with OID " + oid);
        }
        return out.id(columns[0]) + "." + out.id(columns[1]) + "(" + columns[2] + ")";
    }
}
