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
import dev.sengi.internal.kind.TypeNameOrder;
import dev.sengi.internal.select.Choices;
import java.util.Comparator;

/** Operators. */
public final class OperatorKind extends NamedKind<OperatorKind.Row> {
    public static final OperatorKind KIND = new OperatorKind();

    private static final String QUERY = """
            select o.tableoid, o.oid, o.oprname, o.oprnamespace, o.oprowner, o.oprkind, o.oprleft, o.oprright,
                o.oprcom, o.oprnegate, o.oprcanmerge, o.oprcanhash,
                o.oprcode::oid as oprcode,
                case when o.oprnamespace = any (:definedSchemas) then o.oprcode::regprocedure end as oprcode_name,
                case when o.oprnamespace = any (:definedSchemas) then o.oprrest::regprocedure end as oprrest_name,
                case when o.oprnamespace = any (:definedSchemas) then o.oprjoin::regprocedure end as oprjoin_name,
                case when o.oprnamespace = any (:definedSchemas) then o.oprleft::regtype end as oprleft_name,
                case when o.oprnamespace = any (:definedSchemas) then o.oprright::regtype end as oprright_name,
                n.number, t.total
            """ + NumberedRow.from("pg_operator", "o", """
            o.oprnamespace = any (:definedSchemas)
                or o.oid in (select d.oprcom from pg_operator d where d.oprnamespace = any (:definedSchemas))
                or o.oid in (select d.oprnegate from pg_operator d where d.oprnamespace = any (:definedSchemas))
            """) + " order by n.number";

    /**
     * @param oprcode OID of the function, or 0 if the operator is only a forward reference, such as another's
     *     commutator
     * @param oprcode_name name and arguments of the function
     */
    public record Row(
            long tableoid,
            long oid,
            String oprname,
            long oprnamespace,
            long oprowner,
            char oprkind,
            long oprleft,
            long oprright,
            long oprcom,
            long oprnegate,
            boolean oprcanmerge,
            boolean oprcanhash,
            long oprcode,
            String oprcode_name,
            String oprrest_name,
            String oprjoin_name,
            String oprleft_name,
            String oprright_name,
            long number,
            long total)
            implements NumberedRow {
        @Override
        public long ownerOid() {
            return oprowner;
        }

        boolean hasLeft() {
            return oprkind != 'l';
        }

        boolean hasRight() {
            return oprkind != 'r';
        }
    }

    OperatorKind() {
        super(SortPriority.OPERATOR, SystemCatalogs.PG_OPERATOR, "OPERATOR");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> NumberedRow.addAll(
                catalog, rows.list(), r -> catalog.add(this, r, r.oprname(), SchemaKind.of(catalog, r.oprnamespace())));
    }

    /** Orders postfix before prefix before infix operators, and then by the types of their operands. */
    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        TypeNameOrder types = new TypeNameOrder(catalog);
        return Comparator.<CatalogObject<Row>>comparingInt(o -> -o.row().oprkind())
                .thenComparing(
                        (a, b) -> types.compare(a.row().oprleft(), b.row().oprleft()))
                .thenComparing(
                        (a, b) -> types.compare(a.row().oprright(), b.row().oprright()));
    }

    @Override
    protected boolean hasEntries(CatalogObject<Row> operator, Emission out) {
        return operator.row().oprcode() != 0 && operator.row().oprcode_name() != null;
    }

    @Override
    protected Target target(CatalogObject<Row> operator, Emission out) {
        Row row = operator.row();
        String signature = operator.name() + " (" + (row.hasLeft() ? row.oprleft_name() : "NONE") + ", "
                + (row.hasRight() ? row.oprright_name() : "NONE") + ")";
        return new Target("OPERATOR", signature, operator.schemaName(), owner(operator, out));
    }

    @Override
    protected String define(CatalogObject<Row> operator, Emission out) {
        Row row = operator.row();
        if (!row.hasRight()) {
            out.warn("postfix operators are not supported anymore (operator \"" + row.oprcode_name() + "\")");
        }
        return "CREATE OPERATOR " + out.id(operator.schemaName()) + "." + operator.name() + " (\n"
                + properties(row, out) + "\n);\n";
    }

    private static String properties(Row row, Emission out) {
        StringBuilder sql = new StringBuilder("    FUNCTION = ").append(RegProcedure.name(row.oprcode_name()));
        append(sql, "LEFTARG", row.hasLeft() ? row.oprleft_name() : null);
        append(sql, "RIGHTARG", row.hasRight() ? row.oprright_name() : null);
        append(sql, "COMMUTATOR", operatorName(row.oprcom(), out));
        append(sql, "NEGATOR", operatorName(row.oprnegate(), out));
        if (row.oprcanmerge()) {
            sql.append(",\n    MERGES");
        }
        if (row.oprcanhash()) {
            sql.append(",\n    HASHES");
        }
        append(sql, "RESTRICT", RegProcedure.name(row.oprrest_name()));
        append(sql, "JOIN", RegProcedure.name(row.oprjoin_name()));
        return sql.toString();
    }

    private static void append(StringBuilder sql, String property, String value) {
        if (value != null) {
            sql.append(",\n    ").append(property).append(" = ").append(value);
        }
    }

    private static String operatorName(long oid, Emission out) {
        CatalogObject<Row> operator = out.catalog().find(KIND, oid);
        if (operator == null) {
            if (oid != 0) {
                out.warn("could not find operator with OID " + oid);
            }
            return null;
        }
        return "OPERATOR(" + out.id(operator.schemaName()) + "." + operator.name() + ")";
    }
}
