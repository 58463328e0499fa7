package dev.sengi.internal.kind.routine;

import dev.sengi.DumpFlag;
import dev.sengi.SengiException;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.ddl.SettingValue;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ExtensionLinks;
import java.util.HashMap;
import java.util.Map;

/** The definitions of functions and procedures in the schemas that are dumped. */
final class FunctionDefinitions {
    static final String QUERY = """
            select p.oid, p.proretset, p.provolatile, p.proisstrict, p.prosecdef, p.proleakproof, p.proparallel,
                p.procost, p.prorows, p.prosrc, p.probin, p.proconfig,
                [[12: p.prosupport | '-']] as prosupport,
                [[14: pg_get_function_sqlbody(p.oid) | null]] as prosqlbody,
                pg_get_function_arguments(p.oid) as arguments,
                pg_get_function_result(p.oid) as result,
                array(select format_type(u.t, null) from unnest(p.protrftypes) with ordinality u(t, n) order by u.n)
                    as trftypnames,
                (select l.lanname from pg_language l where l.oid = p.prolang) as lanname,
                array(
                    select e.extname
                    from pg_depend d
                        join pg_extension e on e.oid = d.refobjid
                    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'x'
                        and d.refclassid = 'pg_extension'::regclass) as needed_extensions
            from pg_proc p
            where [[11: p.prokind <> 'a' | not p.proisagg]]
                and p.pronamespace = any (:definedSchemas)
                and not exists (
                    select from pg_depend d
                    where d.classid = 'pg_proc'::regclass and d.objid = p.oid
                        and (d.deptype = 'i' or (d.deptype = 'e' and d.refobjid <> all (:extensions)
                            and exists (
                                select from pg_extension e
                                    join pg_namespace n on n.oid = e.extnamespace
                                where e.oid = d.refobjid))))
            """;

    /**
     * @param procost the estimated cost of a call, in units of cpu_operator_cost, as the server prints it
     * @param prorows the estimated number of rows, as the server prints it
     * @param prosrc depending on the language, source text or the name of a C function
     * @param probin the library that the function is in, or null
     * @param proconfig settings as {@code name=value}, or null
     * @param prosupport the planner support function as SQL, {@code -} for none
     * @param prosqlbody the body of a function in standard SQL, or null
     * @param arguments all arguments as SQL, with their default values
     * @param result the result's type as SQL, null for procedures
     * @param trftypnames types for which transforms are used, as SQL
     * @param needed_extensions extensions that the function is dropped with
     */
    record Row(
            long oid,
            boolean proretset,
            char provolatile,
            boolean proisstrict,
            boolean prosecdef,
            boolean proleakproof,
            char proparallel,
            String procost,
            String prorows,
            String prosrc,
            String probin,
            String[] proconfig,
            String prosupport,
            String prosqlbody,
            String arguments,
            String result,
            String[] trftypnames,
            String lanname,
            String[] needed_extensions) {

        /** Returns the cost that CREATE FUNCTION assumes: C code is cheap. */
        private String defaultCost() {
            return lanname.equals("internal") || lanname.equals("c") ? "1" : "100";
        }
    }

    private final Map<Long, Row> byFunction = new HashMap<>();

    FunctionDefinitions(Iterable<Row> rows) {
        rows.forEach(row -> byFunction.put(row.oid(), row));
    }

    private Row row(CatalogObject<RoutineRow> function) {
        Row row = byFunction.get(function.oid());
        if (row == null || row.lanname() == null) {
            throw new SengiException(
                    "query returned 0 rows instead of one: EXECUTE dumpFunc('" + function.oid() + "')");
        }
        return row;
    }

    /** Returns all arguments of a function as SQL, or null if it has been dropped since the snapshot. */
    String arguments(CatalogObject<RoutineRow> function) {
        return row(function).arguments();
    }

    /**
     * Returns the commands that create a function.
     *
     * @param signature the function's qualified name and arguments as SQL, as DROP takes them
     */
    String definition(CatalogObject<RoutineRow> function, String signature, Emission out) {
        Row row = row(function);
        String keyword = FunctionKind.keyword(function.row());
        StringBuilder sql = new StringBuilder("CREATE ")
                .append(keyword)
                .append(' ')
                .append(out.qualified(function))
                .append('(')
                .append(row.arguments())
                .append(')');
        if (row.result() != null) {
            sql.append(" RETURNS ").append(row.result());
        }
        sql.append("\n    LANGUAGE ").append(out.id(row.lanname()));
        if (row.trftypnames().length > 0) {
            sql.append(" TRANSFORM FOR TYPE ").append(String.join(", FOR TYPE ", row.trftypnames()));
        }
        if (function.row().prokind() == 'w') {
            sql.append(" WINDOW");
        }
        appendBehaviour(sql, row);
        appendEstimates(sql, row);
        appendSettings(sql, row, out);
        sql.append("\n    ").append(body(row, out)).append(";\n");
        return sql.append(ExtensionLinks.commands(keyword + " " + signature, row.needed_extensions(), out))
                .toString();
    }

    private static void appendBehaviour(StringBuilder sql, Row row) {
        if (row.provolatile() == 'i') {
            sql.append(" IMMUTABLE");
        } else if (row.provolatile() == 's') {
            sql.append(" STABLE");
        }
        if (row.proisstrict()) {
            sql.append(" STRICT");
        }
        if (row.prosecdef()) {
            sql.append(" SECURITY DEFINER");
        }
        if (row.proleakproof()) {
            sql.append(" LEAKPROOF");
        }
    }

    private static void appendEstimates(StringBuilder sql, Row row) {
        if (!row.procost().equals("0") && !row.procost().equals(row.defaultCost())) {
            sql.append(" COST ").append(row.procost());
        }
        if (row.proretset() && !row.prorows().equals("0") && !row.prorows().equals("1000")) {
            sql.append(" ROWS ").append(row.prorows());
        }
        if (!row.prosupport().equals("-")) {
            sql.append(" SUPPORT ").append(row.prosupport());
        }
        if (row.proparallel() == 's') {
            sql.append(" PARALLEL SAFE");
        } else if (row.proparallel() == 'r') {
            sql.append(" PARALLEL RESTRICTED");
        }
    }

    private static void appendSettings(StringBuilder sql, Row row, Emission out) {
        if (row.proconfig() == null) {
            return;
        }
        for (String setting : row.proconfig()) {
            int equals = setting.indexOf('=');
            if (equals >= 0) {
                String name = setting.substring(0, equals);
                sql.append("\n    SET ")
                        .append(out.id(name))
                        .append(" TO ")
                        .append(SettingValue.of(name, setting.substring(equals + 1), out::literal));
            }
        }
    }

    private static String body(Row row, Emission out) {
        if (row.prosqlbody() != null) {
            return row.prosqlbody();
        }
        boolean dollars = !out.options().has(DumpFlag.DISABLE_DOLLAR_QUOTING);
        String source = row.prosrc();
        if (row.probin() == null || row.probin().isEmpty()) {
            return "AS " + quoted(source, dollars, out);
        }
        String library = "AS " + out.literal(row.probin());
        boolean needsQuoting = source.indexOf('\'') >= 0 || source.indexOf('\\') >= 0;
        return source.isEmpty() ? library : library + ", " + quoted(source, dollars && needsQuoting, out);
    }

    private static String quoted(String source, boolean dollars, Emission out) {
        return dollars ? Quoting.dollarQuoted(source, null) : out.literal(source);
    }
}
