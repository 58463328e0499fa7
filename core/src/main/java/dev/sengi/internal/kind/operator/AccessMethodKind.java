package dev.sengi.internal.kind.operator;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.select.Choices;
import java.util.Set;

/** Access methods of indexes and tables. */
public final class AccessMethodKind extends NamedKind<AccessMethodKind.Row> {
    public static final AccessMethodKind KIND = new AccessMethodKind();

    private static final String QUERY = """
            select a.tableoid, a.oid, a.amname, a.amtype, a.amhandler::regproc as amhandler
            from pg_am a
            """;

    public record Row(long tableoid, long oid, String amname, char amtype, String amhandler) implements CatalogRow {}

    AccessMethodKind() {
        super(SortPriority.ACCESS_METHOD, SystemCatalogs.PG_AM, "ACCESS METHOD");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list().forEach(r -> catalog.add(this, r, r.amname(), null));
    }

    @Override
    public Set<Component> select(CatalogObject<Row> method, Choices choices) {
        return choices.byBuiltin(method, Set.of());
    }

    @Override
    protected String define(CatalogObject<Row> method, Emission out) {
        String type = method.row().amtype() == 'i' ? "INDEX" : "TABLE";
        return "CREATE ACCESS METHOD " + out.id(method.name()) + " TYPE " + type + " HANDLER "
                + method.row().amhandler() + ";\n";
    }
}
