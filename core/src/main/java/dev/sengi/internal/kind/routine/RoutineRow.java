package dev.sengi.internal.kind.routine;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.kind.TypeNameOrder;
import java.util.Comparator;
import java.util.List;

/**
 * A function, procedure or aggregate in {@code pg_proc}.
 *
 * @param prokind {@code f}unction, {@code p}rocedure, {@code w}indow function or {@code a}ggregate
 * @param proargtypes OIDs of the input arguments' types
 * @param argtypnames those types as SQL
 * @param identity_arguments the arguments as SQL, as far as they distinguish the routine from others of the same name
 */
public record RoutineRow(
        long tableoid,
        long oid,
        String proname,
        long pronamespace,
        long proowner,
        char prokind,
        long[] proargtypes,
        String[] argtypnames,
        String identity_arguments,
        String[] proacl,
        String[] acldefault)
        implements CatalogRow {
    /** Reads routines, {@code p}; {@code i} is what initdb or an extension granted. The condition follows. */
    static final String QUERY = """
            select p.tableoid, p.oid, p.proname, p.pronamespace, p.proowner,
                [[11: p.prokind
                    | case when p.proisagg then 'a' when p.proiswindow then 'w' else 'f' end]] as prokind,
                p.proargtypes,
                array(select format_type(u.t, null) from unnest(p.proargtypes) with ordinality u(t, n) order by u.n)
                    as argtypnames,
                pg_get_function_identity_arguments(p.oid) as identity_arguments,
                p.proacl,
                acldefault('f', p.proowner) as acldefault
            from pg_proc p
                left join pg_init_privs i on i.classoid = 'pg_proc'::regclass and i.objoid = p.oid and i.objsubid = 0
            """;

    @Override
    public long ownerOid() {
        return proowner;
    }

    /** Returns whether pg_dump mentions the routine even if it is not dumped: it exists, or had grants when the dump began. */
    boolean isMentioned() {
        return identity_arguments != null || proacl != null;
    }

    /** Returns the name and the types of the input arguments; the name is used as it is. */
    String signature(String name) {
        return name + "(" + String.join(", ", argtypnames) + ")";
    }

    static void add(CatalogBuilder catalog, ObjectKind<RoutineRow> kind, List<RoutineRow> rows) {
        rows.forEach(row -> catalog.add(kind, row, row.proname(), SchemaKind.of(catalog, row.pronamespace())));
    }

    /** Orders by the number of arguments, then by the schemas and names of their types. */
    static Comparator<CatalogObject<RoutineRow>> byArguments(Catalog catalog) {
        TypeNameOrder types = new TypeNameOrder(catalog);
        return (a, b) -> compare(types, a.row().proargtypes(), b.row().proargtypes());
    }

    private static int compare(TypeNameOrder types, long[] a, long[] b) {
        int result = Integer.compare(a.length, b.length);
        for (int i = 0; i < a.length && result == 0; i++) {
            result = types.compare(a[i], b[i]);
        }
        return result;
    }
}
