package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;

/**
 * Rewrite rules.
 *
 * <p>The query of a view is a rule too. It is written inside the view's definition. In the order it precedes the view,
 * so that the view comes after everything that its query needs. Only if a dependency loop forces the view to be written
 * as a placeholder does its rule become an entry, which replaces the placeholder with the real view.
 */
public final class RuleKind extends TablePartKind<RuleKind.Row> {
    public static final RuleKind KIND = new RuleKind();

    private static final String QUERY = """
            select r.tableoid, r.oid, r.rulename, r.ev_class, r.ev_type, r.is_instead, r.ev_enabled,
                case
                    when not (r.ev_type = '1' and r.is_instead) and r.ev_class = any (:tables)
                        then pg_get_ruledef(r.oid)
                end as definition
            from pg_rewrite r
            order by r.oid
            """;

    /**
     * A rule.
     *
     * @param ev_class OID of the relation that the rule belongs to
     * @param ev_type {@code 1} SELECT, {@code 2} UPDATE, {@code 3} INSERT, {@code 4} DELETE
     * @param ev_enabled {@code O} on, {@code D} off, {@code R} on replicas, {@code A} always
     * @param definition the command that creates the rule; null for a view's query, and for rules of relations whose
     *     details are not needed
     */
    public record Row(
            long tableoid,
            long oid,
            String rulename,
            long ev_class,
            char ev_type,
            boolean is_instead,
            char ev_enabled,
            String definition)
            implements CatalogRow {

        /** Returns whether the rule is the query of a view or materialized view. */
        public boolean isQuery() {
            return ev_type == '1' && is_instead;
        }
    }

    RuleKind() {
        super(SortPriority.RULE, SystemCatalogs.PG_REWRITE, "RULE", "RULE");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> {
            for (Row row : rows.list()) {
                if (catalog.find(TableKind.KIND, row.ev_class()) == null) {
                    throw new SengiException("failed sanity check, parent table with OID " + row.ev_class()
                            + " of pg_rewrite entry with OID " + row.oid() + " not found");
                }
                add(catalog, row.id(), row.rulename(), row);
            }
        };
    }

    /** Returns whether the second object is the rule with the first one's query. */
    public static boolean isQueryOf(CatalogObject<?> view, CatalogObject<?> rule) {
        return rule.row() instanceof Row row && row.ev_class() == view.oid() && row.isQuery();
    }

    @Override
    long tableOid(Row row) {
        return row.ev_class();
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> rule : catalog.all(this)) {
            CatalogObject<TableKind.Row> table = table(catalog, rule);
            boolean ofView = table.row().isView() || table.row().isMaterializedView();
            if (ofView && rule.row().isQuery()) {
                graph.add(table, rule);
            } else {
                graph.add(rule, table);
                graph.mark(rule, Mark.SEPARATE);
            }
        }
    }

    @Override
    protected boolean hasEntries(CatalogObject<Row> rule, Emission out) {
        return out.has(rule, Mark.SEPARATE);
    }

    @Override
    String create(CatalogObject<Row> rule, CatalogObject<TableKind.Row> table, Emission out) {
        String command = rule.row().isQuery()
                ? "CREATE OR REPLACE VIEW " + out.qualified(table) + ViewDefinition.withQuery(table, out)
                : rule.row().definition() + "\n";
        return command + enable(rule, table, out);
    }

    @Override
    String drop(CatalogObject<Row> rule, CatalogObject<TableKind.Row> table, Emission out) {
        // A view must have a query, but the placeholder's query depends on nothing.
        return rule.row().isQuery()
                ? "CREATE OR REPLACE VIEW " + out.qualified(table) + " AS\n" + ViewDefinition.placeholder(table, out)
                        + ";\n"
                : "DROP RULE " + out.id(rule.name()) + " ON " + out.qualified(table) + ";\n";
    }

    private static String enable(CatalogObject<Row> rule, CatalogObject<TableKind.Row> table, Emission out) {
        String how =
                switch (rule.row().ev_enabled()) {
                    case 'A' -> "ENABLE ALWAYS";
                    case 'R' -> "ENABLE REPLICA";
                    case 'D' -> "DISABLE";
                    default -> null;
                };
        return how == null
                ? ""
                : "ALTER TABLE " + out.qualified(table) + " " + how + " RULE " + out.id(rule.name()) + ";\n";
    }
}
