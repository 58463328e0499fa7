package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CHECK constraints of tables, and not-null constraints that are not valid.
 *
 * <p>Valid ones are written inside their table's definition, others after the data.
 */
public final class CheckConstraintKind extends TablePartKind<CheckConstraintKind.Row> {
    public static final CheckConstraintKind KIND = new CheckConstraintKind();

    private static final String NOT_NULLS = """
            select c.tableoid, c.oid, c.conrelid, c.conname, c.contype, pg_get_constraintdef(c.oid) as consrc,
                c.conislocal, c.convalidated, 0::smallint as relchecks
            from pg_constraint c
            where c.contype = [[18: 'n' | '-']] and not c.convalidated and c.conrelid = any (:tables)
            order by c.conrelid, c.conname
            """;

    private static final String CHECKS = """
            select c.tableoid, c.oid, c.conrelid, c.conname, c.contype, pg_get_constraintdef(c.oid) as consrc,
                c.conislocal, c.convalidated, (select r.relchecks from pg_class r where r.oid = c.conrelid) as relchecks
            from pg_constraint c
            where c.contype = 'c' and c.conrelid = any (:tables)
            order by c.conrelid, c.conname
            """;

    /** @param relchecks for a CHECK constraint, how many of them the catalog says the table has */
    public record Row(
            long tableoid,
            long oid,
            long conrelid,
            String conname,
            char contype,
            String consrc,
            boolean conislocal,
            boolean convalidated,
            int relchecks)
            implements CatalogRow {}

    CheckConstraintKind() {
        super(SortPriority.CONSTRAINT, 0, "CHECK CONSTRAINT", "CONSTRAINT");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> notNulls = batch.add(NOT_NULLS, Row.class);
        Rows<Row> checks = batch.addLarge(CHECKS, Row.class);
        return catalog -> {
            ByTable byTable = new ByTable();
            catalog.put(byTable);
            if (choices.options().dataOnly()) {
                return;
            }
            notNulls.list().forEach(row -> add(catalog, row.id(), row.conname(), row));
            for (Row row : checks.list()) {
                byTable.constraints
                        .computeIfAbsent(row.conrelid(), k -> new ArrayList<>())
                        .add(add(catalog, row.id(), row.conname(), row));
            }
            byTable.constraints.forEach((table, constraints) ->
                    requireAll(constraints, catalog.find(TableKind.KIND, table).name()));
        };
    }

    /** Rejects a table that has fewer or more constraints than the catalog states. */
    private static void requireAll(List<CatalogObject<Row>> constraints, String table) {
        int expected = constraints.get(0).row().relchecks();
        if (constraints.size() != expected) {
            throw new SengiException(
                    "expected " + expected + " check constraint" + (expected == 1 ? "" : "s") + " on table \"" + table
                            + "\" but found " + constraints.size(),
                    List.of(),
                    "The system catalogs might be corrupted.",
                    null);
        }
    }

    /** Returns the check constraints of a table, in the order of their names. */
    static List<CatalogObject<Row>> of(Catalog catalog, CatalogObject<TableKind.Row> table) {
        return catalog.get(ByTable.class).constraints.getOrDefault(table.oid(), List.of());
    }

    /** Returns whether the second object is a CHECK constraint of the first, a table. */
    public static boolean isCheckOf(CatalogObject<?> table, CatalogObject<?> check) {
        return check.row() instanceof Row row && row.contype() == 'c' && row.conrelid() == table.oid();
    }

    @Override
    long tableOid(Row row) {
        return row.conrelid();
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> constraint : catalog.all(this)) {
            if (constraint.row().convalidated()) {
                graph.add(table(catalog, constraint), constraint);
            } else {
                graph.mark(constraint, Mark.SEPARATE);
            }
        }
    }

    @Override
    protected boolean hasEntries(CatalogObject<Row> constraint, Emission out) {
        return out.has(constraint, Mark.SEPARATE);
    }

    /** A child table inherits the constraint from its parent. */
    @Override
    protected boolean isDefined(CatalogObject<Row> constraint, Emission out) {
        return constraint.row().conislocal() && super.isDefined(constraint, out);
    }

    @Override
    protected String desc(CatalogObject<Row> constraint) {
        return constraint.row().contype() == 'n' ? "CONSTRAINT" : super.desc(constraint);
    }

    @Override
    String create(CatalogObject<Row> constraint, CatalogObject<TableKind.Row> table, Emission out) {
        return alter(table) + out.qualified(table) + "\n    ADD CONSTRAINT " + out.id(constraint.name()) + " "
                + constraint.row().consrc() + ";\n";
    }

    @Override
    String drop(CatalogObject<Row> constraint, CatalogObject<TableKind.Row> table, Emission out) {
        return alter(table) + out.qualified(table) + " DROP CONSTRAINT " + out.id(constraint.name()) + ";\n";
    }

    private static final class ByTable {
        private final Map<Long, List<CatalogObject<Row>>> constraints = new HashMap<>();
    }
}
