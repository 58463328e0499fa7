package dev.sengi.internal.kind.routine;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import java.util.Comparator;

/** Aggregate functions. PostgreSQL's own are read only if their grants were changed. */
public final class AggregateKind extends ObjectKind<RoutineRow> {
    public static final AggregateKind KIND = new AggregateKind();

    private static final String QUERY = RoutineRow.QUERY + """
            where [[11: p.prokind = 'a' | p.proisagg]]
                and (p.pronamespace <> (select n.oid from pg_namespace n where n.nspname = 'pg_catalog')
                    or p.proacl is distinct from i.initprivs
                    or exists (select from pg_depend d
                        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
                            and d.refobjid = any (:extensions)))
            """;

    AggregateKind() {
        super(SortPriority.AGGREGATE, SystemCatalogs.PG_PROC);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<RoutineRow> rows = batch.add(QUERY, RoutineRow.class);
        Rows<AggregateDefinitions.Row> definitions =
                batch.add(AggregateDefinitions.QUERY, AggregateDefinitions.Row.class);
        return (catalog, choices) -> {
            catalog.put(new AggregateDefinitions(definitions.list()));
            RoutineRow.add(catalog, this, rows.list());
        };
    }

    @Override
    public Comparator<CatalogObject<RoutineRow>> tieBreaker(Catalog catalog) {
        return RoutineRow.byArguments(catalog);
    }

    @Override
    public void emit(CatalogObject<RoutineRow> aggregate, Emission out) {
        if (out.options().dataOnly()) {
            return;
        }
        RoutineRow row = aggregate.row();
        String name = out.id(aggregate.name());
        String signature = name + "(" + (isWithoutArguments(row) ? "*" : row.identity_arguments()) + ")";
        String owner = out.role(row.proowner());
        Target target = new Target("AGGREGATE", signature, aggregate.schemaName(), owner);
        if (out.wants(aggregate, Component.DEFINITION)) {
            out.add(out.entry(aggregate)
                    .tag(isWithoutArguments(row) ? aggregate.name() + "(*)" : row.signature(aggregate.name()))
                    .desc("AGGREGATE")
                    .section(Section.PRE_DATA)
                    .owner(owner)
                    .defn(out.catalog().get(AggregateDefinitions.class).definition(aggregate, out)
                            + out.upgrade().membership(aggregate, target))
                    .dropStmt("DROP AGGREGATE " + out.id(aggregate.schemaName()) + "." + signature + ";\n"));
        }
        out.annotations().commentAndLabel(aggregate, target);
        // GRANT treats aggregates as functions, with all their arguments in one list.
        String asFunction = row.signature(name);
        Target granted = new Target("FUNCTION", asFunction, aggregate.schemaName(), owner);
        out.annotations().acl(aggregate, granted, row.proacl(), row.acldefault());
    }

    private static boolean isWithoutArguments(RoutineRow row) {
        return row.proargtypes().length == 0;
    }
}
