package dev.sengi.internal.kind.operator;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.NumberedRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.select.Choices;
import java.util.Comparator;
import java.util.List;

/** Operator families, and the members that belong to none of their classes. */
public final class OperatorFamilyKind extends NamedKind<OperatorFamilyKind.Row> {
    public static final OperatorFamilyKind KIND = new OperatorFamilyKind();

    private static final String QUERY = """
            select o.tableoid, o.oid, o.opfmethod, o.opfname, o.opfnamespace, o.opfowner, n.number, t.total
            """ + NumberedRow.from("pg_opfamily", "o", """
            o.opfnamespace = any (:definedSchemas)
                or o.oid in (select c.opcfamily from pg_opclass c where c.opcnamespace = any (:definedSchemas))
            """) + " order by n.number";

    public record Row(
            long tableoid,
            long oid,
            long opfmethod,
            String opfname,
            long opfnamespace,
            long opfowner,
            long number,
            long total)
            implements NumberedRow {
        @Override
        public long ownerOid() {
            return opfowner;
        }
    }

    OperatorFamilyKind() {
        super(SortPriority.OPERATOR_FAMILY, SystemCatalogs.PG_OPFAMILY, "OPERATOR FAMILY");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> NumberedRow.addAll(
                catalog, rows.list(), r -> catalog.add(this, r, r.opfname(), SchemaKind.of(catalog, r.opfnamespace())));
    }

    @Override
    public int tieRank() {
        return 1;
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        AccessMethodOrder methods = new AccessMethodOrder(catalog);
        return (a, b) -> methods.compare(a.row().opfmethod(), b.row().opfmethod());
    }

    @Override
    protected Target target(CatalogObject<Row> family, Emission out) {
        String name =
                out.id(family.name()) + AccessMethodOrder.using(family.row().opfmethod(), out);
        return new Target("OPERATOR FAMILY", name, family.schemaName(), owner(family, out));
    }

    @Override
    protected String define(CatalogObject<Row> family, Emission out) {
        String name = target(family, out).qualified(out.quoting());
        List<String> items = out.catalog().get(OperatorFamilyMembers.class).items(family, out);
        String loose = items.isEmpty()
                ? ""
                : "ALTER OPERATOR FAMILY " + name + " ADD\n    " + String.join(" ,\n    ", items) + ";\n";
        return "CREATE OPERATOR FAMILY " + name + ";\n" + loose;
    }
}
