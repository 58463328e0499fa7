package dev.sengi.internal.kind.routine;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.select.Choices;
import java.util.Comparator;

/** Aggregate functions. PostgreSQL's own are read only if their grants were changed. */
public final class AggregateKind extends NamedKind<RoutineRow> {
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
        super(SortPriority.AGGREGATE, SystemCatalogs.PG_PROC, "AGGREGATE");
    }

    @Override
    public boolean mayHaveInitialPrivileges() {
        return true;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<RoutineRow> rows = batch.add(QUERY, RoutineRow.class);
        Rows<AggregateDefinitions.Row> definitions =
                batch.add(AggregateDefinitions.QUERY, AggregateDefinitions.Row.class);
        return catalog -> {
            catalog.put(new AggregateDefinitions(definitions.list()));
            RoutineRow.add(catalog, this, rows.list());
        };
    }

    @Override
    public Comparator<CatalogObject<RoutineRow>> tieBreaker(Catalog catalog) {
        return RoutineRow.byArguments(catalog);
    }

    @Override
    protected boolean hasEntries(CatalogObject<RoutineRow> aggregate, Emission out) {
        return aggregate.row().isMentioned() || isDefined(aggregate, out);
    }

    @Override
    protected Target target(CatalogObject<RoutineRow> aggregate, Emission out) {
        RoutineRow row = aggregate.row();
        String arguments = isWithoutArguments(row) ? "*" : existing(row.identity_arguments(), aggregate);
        String signature = out.id(aggregate.name()) + "(" + arguments + ")";
        return new Target("AGGREGATE", signature, aggregate.schemaName(), owner(aggregate, out));
    }

    @Override
    protected String define(CatalogObject<RoutineRow> aggregate, Emission out) {
        AggregateDefinitions definitions = out.catalog().get(AggregateDefinitions.class);
        existing(definitions.arguments(aggregate), aggregate);
        return definitions.definition(aggregate, out);
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<RoutineRow> aggregate, Emission out) {
        RoutineRow row = aggregate.row();
        entry.tag(isWithoutArguments(row) ? aggregate.name() + "(*)" : row.signature(aggregate.name()));
    }

    @Override
    protected void annotate(CatalogObject<RoutineRow> aggregate, Target target, Emission out) {
        RoutineRow row = aggregate.row();
        out.annotations().commentAndLabel(aggregate, target);
        // GRANT treats aggregates as functions, with all their arguments in one list.
        String asFunction = row.signature(out.id(aggregate.name()));
        Target granted = new Target("FUNCTION", asFunction, aggregate.schemaName(), target.owner());
        out.annotations().acl(aggregate, granted, row.proacl(), row.acldefault());
    }

    private static boolean isWithoutArguments(RoutineRow row) {
        return row.proargtypes().length == 0;
    }
}
