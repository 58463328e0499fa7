package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ExtensionLinks;
import dev.sengi.internal.select.Choices;

/**
 * Triggers of tables and views, except those that constraints created.
 *
 * <p>A partition's copy of a trigger comes with the partitioned table's. It is written only if its enabled state
 * differs from that trigger's, and then as the command that sets that state.
 */
public final class TriggerKind extends TablePartKind<TriggerKind.Row> {
    public static final TriggerKind KIND = new TriggerKind();

    private static final String QUERY = """
            select t.tableoid, t.oid, t.tgrelid, t.tgname, t.tgenabled,
                pg_get_triggerdef(t.oid, false) as tgdef,
                [[15: t.tgparentid <> 0 | [[11: t.tgisinternal | false]]]] as tgispartition,
                %extensions
            from pg_trigger t
                [[13: left join pg_trigger p on p.oid = t.tgparentid
                | [[11: left join pg_depend d
                    on d.classid = 'pg_trigger'::regclass and d.objid = t.oid and d.refclassid = 'pg_trigger'::regclass
                left join pg_trigger p on p.oid = d.refobjid | ]]]]
            where t.tgrelid = any (:triggeredTables) and (
                not t.tgisinternal [[15: and t.tgparentid = 0 | ]] [[11: or t.tgenabled <> p.tgenabled | ]])
            order by t.tgrelid, t.tgname
            """.replace("%extensions", ExtensionLinks.column("pg_trigger", "t.oid"));

    /**
     * A trigger.
     *
     * @param tgenabled {@code O} on, {@code D} off, {@code R} on replicas, {@code A} always
     * @param tgdef the command that creates the trigger
     * @param tgispartition whether it is a partition's copy
     * @param extensions names of the extensions that the trigger is dropped with
     */
    public record Row(
            long tableoid,
            long oid,
            long tgrelid,
            String tgname,
            char tgenabled,
            String tgdef,
            boolean tgispartition,
            String[] extensions)
            implements CatalogRow {}

    TriggerKind() {
        super(SortPriority.TRIGGER, SystemCatalogs.PG_TRIGGER, "TRIGGER", "TRIGGER");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> {
            for (Row row : rows.list()) {
                if (isOfDumpedTable(catalog, choices, row)) {
                    add(catalog, row.id(), row.tgname(), row);
                }
            }
        };
    }

    @Override
    long tableOid(Row row) {
        return row.tgrelid();
    }

    @Override
    String create(CatalogObject<Row> trigger, CatalogObject<TableKind.Row> table, Emission out) {
        Row row = trigger.row();
        String definition = row.tgispartition()
                ? ""
                : existing(row.tgdef(), trigger) + ";\n"
                        + ExtensionLinks.commands(identity(trigger, table, out), row.extensions(), out);
        return definition + enable(trigger, table, out);
    }

    @Override
    String drop(CatalogObject<Row> trigger, CatalogObject<TableKind.Row> table, Emission out) {
        return trigger.row().tgispartition() ? "" : "DROP " + identity(trigger, table, out) + ";\n";
    }

    private static String identity(CatalogObject<Row> trigger, CatalogObject<TableKind.Row> table, Emission out) {
        return "TRIGGER " + out.id(trigger.name()) + " ON " + out.qualified(table);
    }

    private static String enable(CatalogObject<Row> trigger, CatalogObject<TableKind.Row> table, Emission out) {
        char enabled = trigger.row().tgenabled();
        if (enabled == 'O' && !trigger.row().tgispartition()) {
            return "";
        }
        String how =
                switch (enabled) {
                    case 'D' -> "DISABLE";
                    case 'A' -> "ENABLE ALWAYS";
                    case 'R' -> "ENABLE REPLICA";
                    default -> "ENABLE";
                };
        return "\n" + alter(table) + out.qualified(table) + " " + how + " TRIGGER " + out.id(trigger.name()) + ";\n";
    }
}
