package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;

/** Event triggers. */
public final class EventTriggerKind extends NamedKind<EventTriggerKind.Row> {
    public static final EventTriggerKind KIND = new EventTriggerKind();

    private static final String QUERY = """
            select e.tableoid, e.oid, e.evtname, e.evtevent, e.evtowner, e.evtenabled,
                e.evtfoid::regproc as evtfoid,
                array_to_string(array(select quote_literal(t.tag) from unnest(e.evttags) t (tag)), ', ') as evttags
            from pg_event_trigger e
            order by e.oid
            """;

    /**
     * @param evtenabled {@code O}, {@code D}, {@code R} or {@code A}: in which replication roles it fires
     * @param evtfoid the function's name as SQL
     * @param evttags command tags as SQL, or empty
     */
    public record Row(
            long tableoid,
            long oid,
            String evtname,
            String evtevent,
            long evtowner,
            char evtenabled,
            String evtfoid,
            String evttags)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return evtowner;
        }
    }

    EventTriggerKind() {
        super(SortPriority.EVENT_TRIGGER, SystemCatalogs.PG_EVENT_TRIGGER, "EVENT TRIGGER");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list().forEach(r -> catalog.add(this, r, r.evtname(), null));
    }

    @Override
    protected String define(CatalogObject<Row> trigger, Emission out) {
        Row row = trigger.row();
        String name = out.id(trigger.name());
        return "CREATE EVENT TRIGGER " + name + " ON " + out.id(row.evtevent())
                + (row.evttags().isEmpty() ? "" : "\n         WHEN TAG IN (" + row.evttags() + ")")
                + "\n   EXECUTE FUNCTION " + row.evtfoid() + "();\n" + enabling(row, name);
    }

    @Override
    protected void annotate(CatalogObject<Row> trigger, Target target, Emission out) {
        out.annotations().commentAndLabel(trigger, target);
    }

    private static String enabling(Row row, String name) {
        if (row.evtenabled() == 'O') {
            return "";
        }
        String state =
                switch (row.evtenabled()) {
                    case 'D' -> "DISABLE";
                    case 'A' -> "ENABLE ALWAYS";
                    case 'R' -> "ENABLE REPLICA";
                    default -> "ENABLE";
                };
        return "\nALTER EVENT TRIGGER " + name + " " + state + ";\n";
    }
}
