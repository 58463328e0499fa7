package dev.sengi.internal.kind.routine;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import java.util.Comparator;

/**
 * Functions and procedures, window functions included.
 *
 * <p>PostgreSQL's own functions are read only if a user's cast or transform needs them or their grants were changed.
 */
public final class FunctionKind extends ObjectKind<FunctionKind.Row> {
    public static final FunctionKind KIND = new FunctionKind();

    private static final String QUERY = """
            select p.tableoid, p.oid, p.proname, p.pronamespace, p.proowner,
                [[11: p.prokind | case when p.proiswindow then 'w' else 'f' end]] as prokind,
                p.proargtypes,
                array(select format_type(u.t, null) from unnest(p.proargtypes) with ordinality u(t, n) order by u.n)
                    as argtypnames,
                pg_get_function_identity_arguments(p.oid) as identity_arguments,
                p.proacl::text[] as proacl,
                acldefault('f', p.proowner)::text[] as acldefault
            from pg_proc p
                left join pg_init_privs i on i.classoid = 'pg_proc'::regclass and i.objoid = p.oid and i.objsubid = 0
            where [[11: p.prokind <> 'a' | not p.proisagg]]
                and not exists (
                    select from pg_depend d
                    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
                and (p.pronamespace <> (select n.oid from pg_namespace n where n.nspname = 'pg_catalog')
                    or exists (select from pg_cast c where c.oid > 16383 and c.castfunc = p.oid)
                    or exists (select from pg_transform t
                        where t.oid > 16383 and (t.trffromsql = p.oid or t.trftosql = p.oid))
                    or p.proacl is distinct from i.initprivs
                    or exists (select from pg_depend d
                        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
                            and d.refobjid = any (:extensions)))
            """;

    /**
     * @param prokind {@code f}unction, {@code p}rocedure or {@code w}indow function
     * @param proargtypes OIDs of the input arguments' types
     * @param argtypnames those types as SQL
     * @param identity_arguments the arguments as SQL, as far as they distinguish the function from others of the same
     *     name
     */
    public record Row(
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
        @Override
        public long ownerOid() {
            return proowner;
        }

        /** Returns the kind's name in SQL: {@code FUNCTION} or {@code PROCEDURE}. */
        public String keyword() {
            return prokind == 'p' ? "PROCEDURE" : "FUNCTION";
        }
    }

    FunctionKind() {
        super(SortPriority.FUNCTION, SystemCatalogs.PG_PROC);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        Rows<FunctionDefinitions.Row> definitions = batch.add(FunctionDefinitions.QUERY, FunctionDefinitions.Row.class);
        return (catalog, choices) -> {
            catalog.put(new FunctionDefinitions(definitions.list()));
            rows.list().forEach(r -> catalog.add(this, r, r.proname(), SchemaKind.of(catalog, r.pronamespace())));
        };
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return FunctionSignature.comparator(catalog, f -> f.row().proargtypes());
    }

    @Override
    public void emit(CatalogObject<Row> function, Emission out) {
        if (out.options().dataOnly()) {
            return;
        }
        Row row = function.row();
        String signature = out.id(function.name()) + "(" + row.identity_arguments() + ")";
        String owner = out.role(row.proowner());
        Target target = new Target(row.keyword(), signature, function.schemaName(), owner);
        if (out.wants(function, Component.DEFINITION)) {
            String qualified = out.id(function.schemaName()) + "." + signature;
            out.add(out.entry(function)
                    .tag(FunctionSignature.of(function.name(), row.argtypnames()))
                    .desc(row.keyword())
                    .section(out.has(function, Mark.POSTPONED) ? Section.POST_DATA : Section.PRE_DATA)
                    .owner(owner)
                    .defn(out.catalog().get(FunctionDefinitions.class).definition(function, qualified, out)
                            + out.upgrade().membership(function, target))
                    .dropStmt("DROP " + row.keyword() + " " + qualified + ";\n"));
        }
        out.annotations().commentAndLabel(function, target);
        out.annotations().acl(function, target, row.proacl(), row.acldefault());
    }
}
