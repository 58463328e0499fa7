package dev.sengi.internal.kind.table;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.List;

/** The refreshes of materialized views, each after those of the views that it reads. */
public final class MaterializedViewDataKind extends RelationDataKind {
    public static final MaterializedViewDataKind KIND = new MaterializedViewDataKind();

    /** Which materialized views read which others, directly or through views. */
    private static final String QUERY = """
            with recursive reads(objid, refobjid, relkind) as (
                select r.ev_class, d.refobjid, c.relkind
                from pg_class v
                    join pg_rewrite r on r.ev_class = v.oid
                    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid <> v.oid
                    join pg_class c on c.oid = d.refobjid and c.relkind in ('m', 'v')
                where v.relkind = 'm'
                union
                select w.objid, d.refobjid, c.relkind
                from reads w
                    join pg_rewrite r on r.ev_class = w.refobjid
                    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid <> w.refobjid
                    join pg_class c on c.oid = d.refobjid and c.relkind in ('m', 'v')
            )
            select objid, refobjid from reads where relkind = 'm'
            """;

    /** Pairs of a materialized view and another one that it reads. */
    private record Readers(List<Following> pairs) {}

    MaterializedViewDataKind() {
        super(SortPriority.MATERIALIZED_VIEW_DATA);
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Following> pairs = batch.addIf(
                TableKind.hasAny(choices.catalog(), TableKind.Row::isMaterializedView), QUERY, Following.class);
        return catalog -> catalog.put(new Readers(pairs.list()));
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<Row> data) {
        return "REFRESH MATERIALIZED VIEW " + data.name();
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        super.addDependencies(catalog, selection, graph);
        addDependencies(catalog.get(Readers.class).pairs(), data -> true, catalog, graph);
    }

    @Override
    public void emit(CatalogObject<Row> data, Emission out) {
        CatalogObject<TableKind.Row> view = data.row().table();
        List<Integer> dependencies = out.graph().of(data);
        if (view.row().relispopulated() && readsPopulated(dependencies, out.catalog())) {
            out.add(out.entry(data)
                    .desc("MATERIALIZED VIEW DATA")
                    .section(Section.POST_DATA)
                    .owner(out.role(view.row().relowner()))
                    .defn("REFRESH MATERIALIZED VIEW " + out.qualified(view) + ";\n")
                    .dependencies(dependencies));
        }
    }

    /** A materialized view cannot be refreshed while another one that it reads, directly or indirectly, has no data. */
    private static boolean readsPopulated(List<Integer> dependencies, Catalog catalog) {
        return dependencies.stream()
                .map(catalog::object)
                .noneMatch(other -> other.row() instanceof Row row
                        && row.table().row().isMaterializedView()
                        && !row.table().row().relispopulated());
    }
}
