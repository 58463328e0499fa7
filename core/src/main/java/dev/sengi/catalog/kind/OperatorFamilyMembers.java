package dev.sengi.catalog.kind;

import dev.sengi.catalog.CatalogId;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.QueryBatch;
import dev.sengi.catalog.QueryBatch.Rows;
import dev.sengi.dump.Emission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The operators and support functions of operator classes, and those that only a family has: {@code pg_amop} and
 * {@code pg_amproc}. Which it is, {@code pg_depend} tells.
 */
final class OperatorFamilyMembers {
    private static final String OWNERS = """
            select c.tableoid as refclassid, c.oid as refobjid, c.opcfamily as family
            from pg_opclass c where c.opcnamespace = any (:schemas)
            union all
            select f.tableoid, f.oid, f.oid
            from pg_opfamily f where f.opfnamespace = any (:schemas)
            """;

    // What has the same number comes in an order that is the server's sort's: it must begin from the same order too.
    // Older servers join by a hash table, from which rows come last in, first out: before 11 as pg_depend lists them.
    private static final String OPERATORS = String.format(Locale.ROOT, """
            select o.refclassid, o.refobjid, m.amopstrategy, m.amopopr, m.nspname, m.opfname
            from (%s) o, lateral (
                select i.amopstrategy, i.amopopr, i.nspname, i.opfname
                from (
                    select a.amopstrategy, a.amopopr::regoperator as amopopr, n.nspname, f.opfname
                    from pg_amop a
                        join pg_depend d on d.classid = 'pg_amop'::regclass and d.objid = a.oid
                        left join pg_opfamily f on f.oid = a.amopsortfamily
                        left join pg_namespace n on n.oid = f.opfnamespace
                    where d.refclassid = o.refclassid and d.refobjid = o.refobjid and a.amopfamily = o.family
                    order by [[12: a.amoplefttype, a.amoprighttype, a.amopstrategy
                        | [[11: a.amoplefttype desc, a.amoprighttype desc, a.amopstrategy desc | d.objid desc]]]]) i
                order by i.amopstrategy) m
            """, OWNERS);

    private static final String FUNCTIONS = String.format(Locale.ROOT, """
            select o.refclassid, o.refobjid, m.amprocnum, m.amproc, m.amproclefttype, m.amprocrighttype
            from (%s) o, lateral (
                select i.amprocnum, i.amproc, i.amproclefttype, i.amprocrighttype
                from (
                    select a.amprocnum, a.amproc::regprocedure as amproc,
                        a.amproclefttype::regtype as amproclefttype, a.amprocrighttype::regtype as amprocrighttype
                    from pg_amproc a
                        join pg_depend d on d.classid = 'pg_amproc'::regclass and d.objid = a.oid
                    where d.refclassid = o.refclassid and d.refobjid = o.refobjid
                    order by d.ctid) i
                order by i.amprocnum) m
            """, OWNERS);

    /**
     * @param refobjid OID of the class or family that the operator belongs to
     * @param amopopr the operator with its operands' types as SQL
     * @param nspname schema of the family that orders by the operator's result, or null
     * @param opfname that family's name
     */
    record Operator(long refclassid, long refobjid, int amopstrategy, String amopopr, String nspname, String opfname) {}

    /**
     * @param refobjid OID of the class or family that the function belongs to
     * @param amproc the function with its arguments as SQL
     */
    record Function(
            long refclassid,
            long refobjid,
            int amprocnum,
            String amproc,
            String amproclefttype,
            String amprocrighttype) {}

    private final Rows<Operator> operators;
    private final Rows<Function> functions;

    private OperatorFamilyMembers(Rows<Operator> operators, Rows<Function> functions) {
        this.operators = operators;
        this.functions = functions;
    }

    static OperatorFamilyMembers read(QueryBatch batch) {
        return new OperatorFamilyMembers(batch.add(OPERATORS, Operator.class), batch.add(FUNCTIONS, Function.class));
    }

    /** Returns what the class or family consists of, as the items of its CREATE or ALTER command. */
    List<String> items(CatalogObject<?> owner, Emission out) {
        List<String> items = new ArrayList<>();
        for (Operator operator : operators.list()) {
            if (owner.id().equals(new CatalogId(operator.refclassid(), operator.refobjid()))) {
                items.add("OPERATOR " + operator.amopstrategy() + " " + operator.amopopr()
                        + (operator.opfname() == null
                                ? ""
                                : " FOR ORDER BY " + out.quoting().qualified(operator.nspname(), operator.opfname())));
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
