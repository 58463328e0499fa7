package dev.sengi.catalog.kind;

import dev.sengi.catalog.CatalogId;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.QueryBatch;
import dev.sengi.catalog.QueryBatch.Rows;
import dev.sengi.dump.Emission;
import java.util.ArrayList;
import java.util.List;

/**
 * The operators and support functions of operator classes, and those that only a family has: {@code pg_amop} and
 * {@code pg_amproc}. Which it is, {@code pg_depend} tells.
 */
final class OperatorFamilyMembers {
    private static final String OPERATORS = """
            select d.refclassid, d.refobjid, m.amopstrategy, m.amopopr::regoperator as amopopr, m.amopsortfamily
            from pg_depend d
                join pg_amop m on d.classid = 'pg_amop'::regclass and d.objid = m.oid
            where (d.refclassid = 'pg_opclass'::regclass
                    and d.refobjid in (select c.oid from pg_opclass c where c.opcnamespace = any (:schemas)))
                or (d.refclassid = 'pg_opfamily'::regclass and d.refobjid = m.amopfamily
                    and d.refobjid in (select f.oid from pg_opfamily f where f.opfnamespace = any (:schemas)))
            order by d.refclassid, d.refobjid, m.amopstrategy, d.ctid
            """;

    private static final String FUNCTIONS = """
            select d.refclassid, d.refobjid, m.amprocnum, m.amproc::regprocedure as amproc,
                m.amproclefttype::regtype as amproclefttype, m.amprocrighttype::regtype as amprocrighttype
            from pg_depend d
                join pg_amproc m on d.classid = 'pg_amproc'::regclass and d.objid = m.oid
            where (d.refclassid = 'pg_opclass'::regclass
                    and d.refobjid in (select c.oid from pg_opclass c where c.opcnamespace = any (:schemas)))
                or (d.refclassid = 'pg_opfamily'::regclass and d.refobjid = m.amprocfamily
                    and d.refobjid in (select f.oid from pg_opfamily f where f.opfnamespace = any (:schemas)))
            order by d.refclassid, d.refobjid, m.amprocnum, d.ctid
            """;

    /**
     * @param refobjid OID of the class or family that the operator belongs to
     * @param amopopr the operator with its operands' types as SQL
     * @param amopsortfamily OID of the family that orders by the operator's result, or 0
     */
    record Operator(long refclassid, long refobjid, int amopstrategy, String amopopr, long amopsortfamily) {}

    /**
     * @param refobjid OID of the class or family that the function belongs to
     * @param amproc the function with its arguments as SQL
     */
    record Function(
            long refclassid, long refobjid, int amprocnum, String amproc, String amproclefttype, String amprocrighttype) {}

    private final Rows<Operator> operators;
    private final Rows<Function> functions;

    private OperatorFamilyMembers(Rows<Operator> operators, Rows<Function> functions) {
        this.operators = operators;
        this.functions = functions;
    }

    static OperatorFamilyMembers read(QueryBatch batch) {
        return new OperatorFamilyMembers(
                batch.add(OPERATORS, Operator.class), batch.add(FUNCTIONS, Function.class));
    }

    /** Returns what the class or family consists of, as the items of its CREATE or ALTER command. */
    List<String> items(CatalogObject<?> owner, Emission out) {
        List<String> items = new ArrayList<>();
        for (Operator operator : operators.list()) {
            if (owner.id().equals(new CatalogId(operator.refclassid(), operator.refobjid()))) {
                CatalogObject<?> sort = out.catalog().find(Kinds.OPERATOR_FAMILY, operator.amopsortfamily());
                items.add("OPERATOR " + operator.amopstrategy() + " " + operator.amopopr()
                        + (sort == null ? "" : " FOR ORDER BY " + out.qualified(sort)));
            }
        }
        for (Function function : functions.list()) {
            if (owner.id().equals(new CatalogId(function.refclassid(), function.refobjid()))) {
                items.add("FUNCTION " + function.amprocnum() + " (" + function.amproclefttype() + ", "
                        + function.amprocrighttype() + ") " + function.amproc());
            }
        }
        return items;
    }
}
