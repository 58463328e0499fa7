package dev.sengi.internal.kind.table;

import dev.sengi.ScriptFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import java.util.List;

/** Row security: whether it is enabled for a table, and the table's policies. */
public final class PolicyKind extends TablePartKind<PolicyKind.Row> {
    public static final PolicyKind KIND = new PolicyKind();

    private static final String ENABLED = """
            select 0 as tableoid, c.oid, c.oid as polrelid, null as polname, null as polcmd, true as polpermissive,
                null as polroles, null as polqual, null as polwithcheck
            from pg_class c
            where c.oid = any (:securedTables)
            order by c.oid
            """;

    // The policies are not sorted: dump IDs match pg_dump's only if the server plans the same join, and its plan
    // depends on the number of tables.
    private static final String POLICIES = """
            select p.tableoid, p.oid, p.polrelid, p.polname, p.polcmd, [[10: p.polpermissive | true]] as polpermissive,
                case
                    when p.polroles = '{0}' then null
                    else array_to_string(
                        array(select quote_ident(r.rolname) from pg_roles r where r.oid = any (p.polroles)), ', ')
                end as polroles,
                pg_get_expr(p.polqual, p.polrelid) as polqual,
                pg_get_expr(p.polwithcheck, p.polrelid) as polwithcheck
            from unnest(:policyTables) as wanted (oid)
                join pg_policy p on p.polrelid = wanted.oid
            """;

    /**
     * A policy, or the fact that row security is enabled.
     *
     * @param tableoid 0 for enabled row security
     * @param oid the policy's OID, or the table's
     * @param polname null for enabled row security
     * @param polcmd {@code *}, {@code r} SELECT, {@code a} INSERT, {@code w} UPDATE, {@code d} DELETE
     * @param polroles names of roles as SQL, or null for all
     * @param polqual the condition for rows to be visible, or null
     * @param polwithcheck the condition for rows to be written, or null
     */
    public record Row(
            long tableoid,
            long oid,
            long polrelid,
            String polname,
            char polcmd,
            boolean polpermissive,
            String polroles,
            String polqual,
            String polwithcheck)
            implements CatalogRow {

        private boolean isPolicy() {
            return polname != null;
        }
    }

    PolicyKind() {
        super(SortPriority.POLICY, SystemCatalogs.PG_POLICY, "POLICY", "POLICY");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> enabled = batch.add(ENABLED, Row.class);
        Rows<Row> policies = batch.add(POLICIES, Row.class);
        return catalog -> {
            if (choices.options().has(ScriptFlag.NO_POLICIES)) {
                return;
            }
            for (List<Row> rows : List.of(enabled.list(), policies.list())) {
                for (Row row : rows) {
                    CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, row.polrelid());
                    if (isOfDumpedTable(catalog, choices, row)) {
                        String name = row.polname() == null ? table.name() : row.polname();
                        add(catalog, row.id(), name, row);
                    }
                }
            }
        };
    }

    @Override
    long tableOid(Row row) {
        return row.polrelid();
    }

    @Override
    protected boolean isDefined(CatalogObject<Row> policy, Emission out) {
        return out.wants(policy, Component.POLICY);
    }

    @Override
    protected String desc(CatalogObject<Row> policy) {
        return policy.row().isPolicy() ? super.desc(policy) : "ROW SECURITY";
    }

    @Override
    String create(CatalogObject<Row> policy, CatalogObject<TableKind.Row> table, Emission out) {
        return policy.row().isPolicy()
                ? "CREATE " + identity(policy, table, out) + clauses(policy.row()) + ";\n"
                : "ALTER TABLE " + out.qualified(table) + " ENABLE ROW LEVEL SECURITY;";
    }

    @Override
    String drop(CatalogObject<Row> policy, CatalogObject<TableKind.Row> table, Emission out) {
        return policy.row().isPolicy() ? "DROP " + identity(policy, table, out) + ";\n" : null;
    }

    private static String identity(CatalogObject<Row> policy, CatalogObject<TableKind.Row> table, Emission out) {
        return "POLICY " + out.id(policy.name()) + " ON " + out.qualified(table);
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> policy, Emission out) {
        super.complete(entry, policy, out);
        if (!policy.row().isPolicy()) {
            CatalogObject<?> table = table(out.catalog(), policy);
            entry.tag(table.name()).dependencies(List.of(table.dumpId()));
        }
    }

    @Override
    protected void annotate(CatalogObject<Row> policy, Emission out) {
        if (policy.row().isPolicy()) {
            super.annotate(policy, out);
        }
    }

    private static String clauses(Row row) {
        String command =
                switch (row.polcmd()) {
                    case 'r' -> " FOR SELECT";
                    case 'a' -> " FOR INSERT";
                    case 'w' -> " FOR UPDATE";
                    case 'd' -> " FOR DELETE";
                    default -> "";
                };
        return (row.polpermissive() ? "" : " AS RESTRICTIVE")
                + command
                + (row.polroles() == null ? "" : " TO " + row.polroles())
                + (row.polqual() == null ? "" : " USING (" + row.polqual() + ")")
                + (row.polwithcheck() == null ? "" : " WITH CHECK (" + row.polwithcheck() + ")");
    }
}
