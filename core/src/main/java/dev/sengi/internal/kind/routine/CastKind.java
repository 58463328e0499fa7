package dev.sengi.internal.kind.routine;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.NumberedRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.select.Choices;
import java.util.Set;

/** Casts. Those that initdb created are dumped only if an extension owns them. */
public final class CastKind extends NamedKind<CastKind.Row> {
    public static final CastKind KIND = new CastKind();

    private static final String QUERY = """
            select c.tableoid, c.oid, c.castcontext, c.castmethod,
                (select t.typname from pg_type t where t.oid = c.castsource) as source_typname,
                (select t.typname from pg_type t where t.oid = c.casttarget) as target_typname,
                format_type(c.castsource, null) as castsource,
                format_type(c.casttarget, null) as casttarget,
                %function as castfunc,
                n.number, t.total
            %from
            order by n.number
            """.replace("%function", FunctionReference.columns("c.castfunc"))
            .replace("%from", NumberedRow.from("pg_cast", "c", "x.castsource, x.casttarget", """
            [[14: not exists (
                select 1 from pg_range r where r.rngtypid = x.castsource and r.rngmultitypid = x.casttarget) | true]]
            """, "false"));

    /**
     * @param castsource the type as SQL
     * @param castfunc the function's schema, name and argument types, or null
     */
    public record Row(
            long tableoid,
            long oid,
            char castcontext,
            char castmethod,
            String source_typname,
            String target_typname,
            String castsource,
            String casttarget,
            String[] castfunc,
            long number,
            long total)
            implements NumberedRow {}

    CastKind() {
        super(SortPriority.CAST, SystemCatalogs.PG_CAST, "CAST");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> NumberedRow.addAll(catalog, rows.list(), r -> catalog.add(this, r, name(r), null));
    }

    /** Returns the name by which casts are ordered, empty if a damaged catalog lacks a type. */
    private static String name(Row row) {
        return row.source_typname() == null || row.target_typname() == null
                ? ""
                : row.source_typname() + " " + row.target_typname();
    }

    @Override
    public Set<Component> select(CatalogObject<Row> cast, Choices choices) {
        return choices.byBuiltin(cast, Set.of());
    }

    @Override
    protected Target target(CatalogObject<Row> cast, Emission out) {
        return new Target("CAST", types(cast.row()), null, "");
    }

    private static String types(Row row) {
        return "(" + row.castsource() + " AS " + row.casttarget() + ")";
    }

    @Override
    protected String define(CatalogObject<Row> cast, Emission out) {
        Row row = cast.row();
        return "CREATE CAST " + types(row) + method(row, out) + context(row) + ";\n";
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> cast, Emission out) {
        entry.tag("CAST " + types(cast.row()));
    }

    private static String method(Row row, Emission out) {
        return switch (row.castmethod()) {
            case 'b' -> " WITHOUT FUNCTION";
            case 'i' -> " WITH INOUT";
            default -> " WITH FUNCTION " + FunctionReference.of(row.castfunc(), out);
        };
    }

    private static String context(Row row) {
        return switch (row.castcontext()) {
            case 'a' -> " AS ASSIGNMENT";
            case 'i' -> " AS IMPLICIT";
            default -> "";
        };
    }
}
