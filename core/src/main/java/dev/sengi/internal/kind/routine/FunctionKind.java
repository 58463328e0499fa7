package dev.sengi.internal.kind.routine;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.select.Choices;
import java.util.Comparator;

/**
 * Functions and procedures, window functions included.
 *
 * <p>PostgreSQL's own functions are read only if a user's cast or transform needs them, or if their grants were
 * changed.
 */
public final class FunctionKind extends NamedKind<RoutineRow> {
    public static final FunctionKind KIND = new FunctionKind();

    private static final String QUERY = RoutineRow.QUERY + """
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

    FunctionKind() {
        super(SortPriority.FUNCTION, SystemCatalogs.PG_PROC, "FUNCTION");
    }

    @Override
    public boolean mayHaveInitialPrivileges() {
        return true;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<RoutineRow> rows = batch.add(QUERY, RoutineRow.class);
        Rows<FunctionDefinitions.Row> definitions = batch.add(FunctionDefinitions.QUERY, FunctionDefinitions.Row.class);
        return catalog -> {
            catalog.put(new FunctionDefinitions(definitions.list()));
            RoutineRow.add(catalog, this, rows.list());
        };
    }

    @Override
    public Comparator<CatalogObject<RoutineRow>> tieBreaker(Catalog catalog) {
        return RoutineRow.byArguments(catalog);
    }

    @Override
    protected String desc(CatalogObject<RoutineRow> function) {
        return keyword(function.row());
    }

    @Override
    protected Section section(CatalogObject<RoutineRow> function, Emission out) {
        return out.has(function, Mark.POSTPONED) ? Section.POST_DATA : Section.PRE_DATA;
    }

    @Override
    protected boolean hasEntries(CatalogObject<RoutineRow> function, Emission out) {
        return function.row().isMentioned() || isDefined(function, out);
    }

    @Override
    protected Target target(CatalogObject<RoutineRow> function, Emission out) {
        String arguments = existing(function.row().identity_arguments(), function);
        String signature = out.id(function.name()) + "(" + arguments + ")";
        return new Target(desc(function), signature, function.schemaName(), owner(function, out));
    }

    @Override
    protected String define(CatalogObject<RoutineRow> function, Emission out) {
        String name = target(function, out).qualified(out.quoting());
        FunctionDefinitions definitions = out.catalog().get(FunctionDefinitions.class);
        existing(definitions.arguments(function), function);
        return definitions.definition(function, name, out);
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<RoutineRow> function, Emission out) {
        entry.tag(function.row().signature(function.name()));
    }

    @Override
    protected void annotate(CatalogObject<RoutineRow> function, Target target, Emission out) {
        RoutineRow row = function.row();
        out.annotations().commentAndLabel(function, target);
        out.annotations().acl(function, target, row.proacl(), row.acldefault());
    }

    /** Returns the kind's name in SQL: {@code FUNCTION} or {@code PROCEDURE}. */
    static String keyword(RoutineRow row) {
        return row.prokind() == 'p' ? "PROCEDURE" : "FUNCTION";
    }
}
