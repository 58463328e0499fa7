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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Operator classes. */
public final class OperatorClassKind extends NamedKind<OperatorClassKind.Row> {
    public static final OperatorClassKind KIND = new OperatorClassKind();

    private static final String QUERY =
            """
            select o.tableoid, o.oid, o.opcmethod, o.opcname, o.opcnamespace, o.opcowner, o.opcfamily, o.opcdefault,
                case when o.opcnamespace = any (:definedSchemas) then o.opcintype::regtype end as opcintype,
                case when o.opcnamespace = any (:definedSchemas) and o.opckeytype <> 0 then o.opckeytype::regtype end
                    as opckeytype,
                n.number, t.total
            """ + NumberedRow.from("pg_opclass", "o", "o.opcnamespace = any (:definedSchemas)") + " order by n.number";

    /**
     * @param opcintype the indexed type as SQL
     * @param opckeytype the stored type as SQL, or null if it is the indexed type
     */
    public record Row(
            long tableoid,
            long oid,
            long opcmethod,
            String opcname,
            long opcnamespace,
            long opcowner,
            long opcfamily,
            boolean opcdefault,
            String opcintype,
            String opckeytype,
            long number,
            long total)
            implements NumberedRow {
        @Override
        public long ownerOid() {
            return opcowner;
        }
    }

    OperatorClassKind() {
        super(SortPriority.OPERATOR_FAMILY, SystemCatalogs.PG_OPCLASS, "OPERATOR CLASS");
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<Row> operatorClass) {
        return "OPERATOR CLASS " + operatorClass.name();
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> NumberedRow.addAll(
                catalog, rows.list(), r -> catalog.add(this, r, r.opcname(), SchemaKind.of(catalog, r.opcnamespace())));
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        AccessMethodOrder methods = new AccessMethodOrder(catalog);
        return (a, b) -> methods.compare(a.row().opcmethod(), b.row().opcmethod());
    }

    @Override
    protected boolean hasEntries(CatalogObject<Row> opclass, Emission out) {
        return opclass.row().opcintype() != null;
    }

    @Override
    protected Target target(CatalogObject<Row> opclass, Emission out) {
        String name =
                out.id(opclass.name()) + AccessMethodOrder.using(opclass.row().opcmethod(), out);
        return new Target("OPERATOR CLASS", name, opclass.schemaName(), owner(opclass, out));
    }

    @Override
    protected String define(CatalogObject<Row> opclass, Emission out) {
        Row row = opclass.row();
        StringBuilder sql = new StringBuilder("CREATE OPERATOR CLASS ")
                .append(out.qualified(opclass))
                .append(row.opcdefault() ? "\n    DEFAULT" : "\n   ")
                .append(" FOR TYPE ")
                .append(row.opcintype())
                .append(AccessMethodOrder.using(row.opcmethod(), out));
        CatalogObject<?> family = out.catalog().find(OperatorFamilyKind.KIND, row.opcfamily());
        if (family != null) {
            sql.append(" FAMILY ").append(out.qualified(family));
        }
        List<String> items = new ArrayList<>();
        if (row.opckeytype() != null) {
            items.add("STORAGE " + row.opckeytype());
        }
        items.addAll(out.catalog().get(OperatorFamilyMembers.class).items(opclass, out));
        if (items.isEmpty()) {
            // The grammar requires an item; specifying the indexed type as the stored type changes nothing.
            items.add("STORAGE " + row.opcintype());
        }
        return sql.append(" AS\n    ")
                .append(String.join(" ,\n    ", items))
                .append(";\n")
                .toString();
    }
}
