package dev.sengi.internal.kind.routine;

import dev.sengi.SengiException;
import dev.sengi.internal.emit.Emission;

/** How casts and transforms name their functions: qualified, with the types of their input arguments. */
final class FunctionReference {
    private FunctionReference() {}

    /** A select-list expression for the schema, name and argument types of a function, given as an SQL expression. */
    static String columns(String oid) {
        return "(select array[n.nspname::text, p.proname::text, array_to_string(array("
                + "select format_type(a.type, null) from unnest(p.proargtypes) with ordinality a (type, n) order by a.n"
                + "), ', ')] from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid = " + oid + ")";
    }

    /**
     * Returns the function as SQL.
     *
     * @param user what uses the function, for the error
     * @throws SengiException if a damaged catalog lacks the function
     */
    static String of(String[] columns, String user, Emission out) {
        if (columns == null) {
            throw new SengiException("could not find function definition for function of " + user);
        }
        return out.id(columns[0]) + "." + out.id(columns[1]) + "(" + columns[2] + ")";
    }
}
