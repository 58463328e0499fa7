package dev.sengi.internal.kind.operator;

import dev.sengi.archive.Section;
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
import dev.sengi.internal.select.Choices;
import java.util.Set;

/** Access methods of indexes and tables. */
public final class AccessMethodKind extends ObjectKind<AccessMethodKind.Row> {
    public static final AccessMethodKind KIND = new AccessMethodKind();

    private static final String QUERY = """
            select a.tableoid, a.oid, a.amname, a.amtype, a.amhandler::regproc as amhandler
            from pg_am a
            """;

    public record Row(long tableoid, long oid, String amname, char amtype, String amhandler) implements CatalogRow {}

    AccessMethodKind() {
        super(SortPriority.ACCESS_METHOD, SystemCatalogs.PG_AM);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return (catalog, choices) -> rows.list().forEach(r -> catalog.add(this, r, r.amname(), null));
    }

    @Override
    public Set<Component> select(CatalogObject<Row> method, Choices choices) {
        return choices.byBuiltin(method, Set.of());
    }

    @Override
    public void emit(CatalogObject<Row> method, Emission out) {
        Row row = method.row();
        if (out.options().dataOnly()) {
            return;
        }
        String name = out.id(method.name());
        String type = row.amtype() == 'i' ? "INDEX" : "TABLE";
        Target target = new Target("ACCESS METHOD", name, null, "");
        if (out.wants(method, Component.DEFINITION)) {
            out.add(out.entry(method)
                    .desc("ACCESS METHOD")
                    .section(Section.PRE_DATA)
                    .defn("CREATE ACCESS METHOD " + name + " TYPE " + type + " HANDLER " + row.amhandler() + ";\n"
                            + out.upgrade().membership(method, target))
                    .dropStmt("DROP ACCESS METHOD " + name + ";\n"));
        }
        out.annotations().comment(method, target);
    }
}
