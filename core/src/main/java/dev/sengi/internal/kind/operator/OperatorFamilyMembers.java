package dev.sengi.internal.kind.operator;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The operators and support functions of operator classes, and those that belong only to a family: {@code pg_amop} and
 * {@code pg_amproc}. {@code pg_depend} distinguishes the two.
 *
 * <p>The order of members with the same number depends only on the server's plan, and thus on the catalogs' statistics.
 * To get the plan that pg_dump gets, each class and family has a select of its own with pg_dump's conditions, and one
 * query combines many of them.
 */
public final class OperatorFamilyMembers {
    private static final String OPERATORS = """
            (select %1$d as owner, a.amopstrategy, a.amopopr::regoperator as amopopr, f.opfname, n.nspname
            from pg_amop a
                join pg_depend d on d.classid = 'pg_amop'::regclass and d.objid = a.oid
                left join pg_opfamily f on f.oid = a.amopsortfamily
                left join pg_namespace n on n.oid = f.opfnamespace
            where d.refclassid = %2$d::oid and d.refobjid = %3$d::oid and a.amopfamily = %4$d::oid
            order by a.amopstrategy)
            """;

    private static final String FUNCTIONS = """
            (select %1$d as owner, a.amprocnum, a.amproc::regprocedure as amproc,
                a.amproclefttype::regtype as amproclefttype, a.amprocrighttype::regtype as amprocrighttype
            from pg_amproc a, pg_depend d
            where d.refclassid = %2$d::oid and d.refobjid = %3$d::oid
                and d.classid = 'pg_amproc'::regclass and d.objid = a.oid
            order by a.amprocnum)
            """;

    /** Limits the length of a query. */
    private static final int OWNERS_A_QUERY = 100;

    /**
     * @param owner dump ID of the class or family
     * @param amopopr the operator with its operands' types as SQL
     * @param opfname the family that sorts the operator's results, or null
     * @param nspname the schema of that family
     */
    record Operator(int owner, int amopstrategy, String amopopr, String opfname, String nspname) {}

    /**
     * @param owner dump ID of the class or family
     * @param amproc the function with its arguments as SQL
     */
    record Function(int owner, int amprocnum, String amproc, String amproclefttype, String amprocrighttype) {}

    private record Owner(CatalogObject<?> object, long family) {
        String query(String template) {
            return String.format(
                    Locale.ROOT, template, object.dumpId(), object.id().classid(), object.oid(), family);
        }
    }

    private final List<Rows<Operator>> operators = new ArrayList<>();
    private final List<Rows<Function>> functions = new ArrayList<>();

    private OperatorFamilyMembers() {}

    /** Adds queries for the dumped classes and families, which must have been read. */
    public static ReadStep read(QueryBatch batch, Choices choices) {
        List<Owner> owners = new ArrayList<>();
        for (CatalogObject<OperatorClassKind.Row> opclass : choices.catalog().all(OperatorClassKind.KIND)) {
            if (choices.has(opclass, Component.DEFINITION)) {
                owners.add(new Owner(opclass, opclass.row().opcfamily()));
            }
        }
        for (CatalogObject<OperatorFamilyKind.Row> family : choices.catalog().all(OperatorFamilyKind.KIND)) {
            if (choices.has(family, Component.DEFINITION)) {
                owners.add(new Owner(family, family.oid()));
            }
        }
        OperatorFamilyMembers members = new OperatorFamilyMembers();
        for (int i = 0; i < owners.size(); i += OWNERS_A_QUERY) {
            List<Owner> some = owners.subList(i, Math.min(owners.size(), i + OWNERS_A_QUERY));
            members.operators.add(batch.add(query(some, OPERATORS), Operator.class));
            members.functions.add(batch.add(query(some, FUNCTIONS), Function.class));
        }
        return catalog -> catalog.put(members);
    }

    private static String query(List<Owner> owners, String template) {
        return owners.stream().map(owner -> owner.query(template)).collect(Collectors.joining("union all "));
    }

    /** Returns the members of the class or family as the items of its CREATE or ALTER command. */
    List<String> items(CatalogObject<?> owner, Emission out) {
        List<String> items = new ArrayList<>();
        operators.stream()
                .flatMap(rows -> rows.list().stream())
                .filter(operator -> operator.owner() == owner.dumpId())
                .forEach(operator -> items.add("OPERATOR " + operator.amopstrategy() + " " + operator.amopopr()
                        + (operator.opfname() == null
                                ? ""
                                : " FOR ORDER BY " + out.quoting().qualified(operator.nspname(), operator.opfname()))));
        functions.stream()
                .flatMap(rows -> rows.list().stream())
                .filter(function -> function.owner() == owner.dumpId())
                .forEach(function -> items.add("FUNCTION " + function.amprocnum() + " (" + function.amproclefttype()
                        + ", " + function.amprocrighttype() + ") " + function.amproc()));
        return items;
    }
}
