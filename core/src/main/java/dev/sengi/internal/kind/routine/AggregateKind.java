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
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import java.util.Comparator;

/** Aggregate functions. PostgreSQL's own are read only if their grants were changed. */
public final class AggregateKind extends ObjectKind<AggregateKind.Row> {
    public static final AggregateKind KIND = new AggregateKind();

    private static final String QUERY = """
            select p.tableoid, p.oid, p.proname, p.pronamespace, p.proowner,
                p.proargtypes,
                array(select format_type(u.t, null) from unnest(p.proargtypes) with ordinality u(t, n) order by u.n)
                    as argtypnames,
                pg_get_function_identity_arguments(p.oid) as identity_arguments,
                p.proacl::text[] as proacl,
                acldefault('f', p.proowner)::text[] as acldefault
            from pg_proc p
                left join pg_init_privs i on i.classoid = 'pg_proc'::regclass and i.objoid = p.oid and i.objsubid = 0
            where [[11: p.prokind = 'a' | p.proisagg]]
                and (p.pronamespace <> (select n.oid from pg_namespace n where n.nspname = 'pg_catalog')
                    or p.proacl is distinct from i.initprivs
                    or exists (select from pg_depend d
                        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
                            and d.refobjid = any (:extensions)))
            """;

    /**
     * @param proargtypes OIDs of the arguments' types
     * @param argtypnames those types as SQL
     * @param identity_arguments the arguments as SQL, as far as they distinguish the aggregate from others of the same
     *     name
     */
    public record Row(
            long tableoid,
            long oid,
            String proname,
            long pronamespace,
            long proowner,
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

        private boolean isWithoutArguments() {
            return proargtypes.length == 0;
        }
    }

    AggregateKind() {
        super(SortPriority.AGGREGATE, SystemCatalogs.PG_PROC);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        Rows<AggregateDefinitions.Row> definitions =
                batch.add(AggregateDefinitions.QUERY, AggregateDefinitions.Row.class);
        return (catalog, choices) -> {
            catalog.put(new AggregateDefinitions(definitions.list()));
            rows.list().forEach(r -> catalog.add(this, r, r.proname(), SchemaKind.of(catalog, r.pronamespace())));
        };
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return FunctionSignature.comparator(catalog, a -> a.row().proargtypes());
    }

    @Override
    public void emit(CatalogObject<Row> aggregate, Emission out) {
        if (out.options().dataOnly()) {
            return;
        }
        Row row = aggregate.row();
        String name = out.id(aggregate.name());
        String signature = name + "(" + (row.isWithoutArguments() ? "*" : row.identity_arguments()) + ")";
        String owner = out.role(row.proowner());
        Target target = new Target("AGGREGATE", signature, aggregate.schemaName(), owner);
        if (out.wants(aggregate, Component.DEFINITION)) {
            out.add(out.entry(aggregate)
                    .tag(
                            row.isWithoutArguments()
                                    ? aggregate.name() + "(*)"
                                    : FunctionSignature.of(aggregate.name(), row.argtypnames()))
                    .desc("AGGREGATE")
                    .section(Section.PRE_DATA)
                    .owner(owner)
                    .defn(out.catalog().get(AggregateDefinitions.class).definition(aggregate, out)
                            + out.upgrade().membership(aggregate, target))
                    .dropStmt("DROP AGGREGATE " + out.id(aggregate.schemaName()) + "." + signature + ";\n"));
        }
        out.annotations().commentAndLabel(aggregate, target);
        // GRANT treats aggregates as functions, with all their arguments in one list.
        String asFunction = FunctionSignature.of(name, row.argtypnames());
        Target granted = new Target("FUNCTION", asFunction, aggregate.schemaName(), owner);
        out.annotations().acl(aggregate, granted, row.proacl(), row.acldefault());
    }
}
