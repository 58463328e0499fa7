package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CHECK constraints of tables, and not-null constraints that are not valid.
 *
 * <p>Valid ones are written inside their table's definition, others after the data.
 */
public final class CheckConstraintKind extends ObjectKind<CheckConstraintKind.Row> {
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
        super(SortPriority.CONSTRAINT, 0);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<Row> notNulls = batch.add(NOT_NULLS, Row.class);
        Rows<Row> checks = batch.addLarge(CHECKS, Row.class);
        return (catalog, choices) -> {
            ByTable byTable = new ByTable();
            catalog.put(byTable);
            if (choices.options().dataOnly()) {
                return;
            }
            notNulls.list().forEach(row -> add(catalog, row));
            for (Row row : checks.list()) {
                byTable.constraints
                        .computeIfAbsent(row.conrelid(), k -> new ArrayList<>())
                        .add(add(catalog, row));
            }
            byTable.constraints.forEach((table, constraints) ->
                    requireAll(constraints, catalog.find(TableKind.KIND, table).name()));
        };
    }

    /** Rejects a table that has fewer or more constraints than it should. */
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

    private CatalogObject<Row> add(CatalogBuilder catalog, Row row) {
        CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, row.conrelid());
        return catalog.add(this, row, row.conname(), table.namespace());
    }

    static CatalogObject<TableKind.Row> table(Catalog catalog, CatalogObject<Row> constraint) {
        return catalog.find(TableKind.KIND, constraint.row().conrelid());
    }

    /** Returns the check constraints of a table, in the order of their names. */
    static List<CatalogObject<Row>> of(Catalog catalog, CatalogObject<TableKind.Row> table) {
        return catalog.get(ByTable.class).constraints.getOrDefault(table.oid(), List.of());
    }

    @Override
    public Set<Component> select(CatalogObject<Row> constraint, Choices choices) {
        return choices.of(table(choices.catalog(), constraint));
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph graph) {
        for (CatalogObject<Row> constraint : catalog.all(this)) {
            if (constraint.row().convalidated()) {
                graph.add(table(catalog, constraint), constraint);
            } else {
                graph.mark(constraint, Mark.SEPARATE);
            }
        }
    }

    @Override
    public String ownerName(Catalog catalog, CatalogObject<Row> constraint) {
        return table(catalog, constraint).name();
    }

    @Override
    public void emit(CatalogObject<Row> constraint, Emission out) {
        boolean separate = out.has(constraint, Mark.SEPARATE);
        CatalogObject<TableKind.Row> table = table(out.catalog(), constraint);
        if (!separate || out.options().dataOnly()) {
            return;
        }
        String owner = out.role(table.row().relowner());
        String name = out.id(constraint.name());
        String foreign = table.row().isForeign() ? "FOREIGN " : "";
        if (constraint.row().conislocal() && out.wants(constraint, Component.DEFINITION)) {
            String alter = "ALTER " + foreign + "TABLE " + out.qualified(table);
            boolean notNull = constraint.row().contype() == 'n';
            out.add(out.entry(constraint)
                    .tag(table.name() + " " + constraint.name())
                    .desc(notNull ? "CONSTRAINT" : "CHECK CONSTRAINT")
                    .section(Section.POST_DATA)
                    .owner(owner)
                    .defn(alter + "\n    ADD CONSTRAINT " + name + " "
                            + constraint.row().consrc() + ";\n")
                    .dropStmt(alter + " DROP CONSTRAINT " + name + ";\n"));
        }
        out.annotations().comment(constraint, commentTarget(table, name, out));
    }

    private static final class ByTable {
        private final Map<Long, List<CatalogObject<Row>>> constraints = new HashMap<>();
    }

    /** Returns the target of a comment on a table's constraint. */
    static Target commentTarget(CatalogObject<TableKind.Row> table, String quotedName, Emission out) {
        return new Target(
                "CONSTRAINT " + quotedName + " ON",
                out.id(table.name()),
                table.schemaName(),
                out.role(table.row().relowner()));
    }
}
