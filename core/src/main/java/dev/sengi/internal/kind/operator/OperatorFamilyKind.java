package dev.sengi.internal.kind.operator;

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
import java.util.List;

/** Operator families, and the members that belong to none of their classes. */
public final class OperatorFamilyKind extends ObjectKind<OperatorFamilyKind.Row> {
    public static final OperatorFamilyKind KIND = new OperatorFamilyKind();

    private static final String QUERY = """
            select o.tableoid, o.oid, o.opfmethod, o.opfname, o.opfnamespace, o.opfowner
            from pg_opfamily o
            """;

    public record Row(long tableoid, long oid, long opfmethod, String opfname, long opfnamespace, long opfowner)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return opfowner;
        }
    }

    OperatorFamilyKind() {
        super(SortPriority.OPERATOR_FAMILY, SystemCatalogs.PG_OPFAMILY);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return (catalog, choices) ->
                rows.list().forEach(r -> catalog.add(this, r, r.opfname(), SchemaKind.of(catalog, r.opfnamespace())));
    }

    @Override
    public int tieRank() {
        return 1;
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return (a, b) ->
                AccessMethodOrder.compare(catalog, a.row().opfmethod(), b.row().opfmethod());
    }

    @Override
    public void emit(CatalogObject<Row> family, Emission out) {
        if (out.options().dataOnly()) {
            return;
        }
        Row row = family.row();
        String using = " USING " + out.id(AccessMethodOrder.name(out.catalog(), row.opfmethod()));
        String owner = out.role(row.opfowner());
        Target target = new Target("OPERATOR FAMILY", out.id(family.name()) + using, family.schemaName(), owner);
        if (out.wants(family, Component.DEFINITION)) {
            String name = out.qualified(family) + using;
            List<String> items = out.catalog().get(OperatorFamilyMembers.class).items(family, out);
            String loose = items.isEmpty()
                    ? ""
                    : "ALTER OPERATOR FAMILY " + name + " ADD\n    " + String.join(" ,\n    ", items) + ";\n";
            out.add(out.entry(family)
                    .desc("OPERATOR FAMILY")
                    .section(Section.PRE_DATA)
                    .owner(owner)
                    .defn("CREATE OPERATOR FAMILY " + name + ";\n" + loose
                            + out.upgrade().membership(family, target))
                    .dropStmt("DROP OPERATOR FAMILY " + name + ";\n"));
        }
        out.annotations().comment(family, target);
    }
}
