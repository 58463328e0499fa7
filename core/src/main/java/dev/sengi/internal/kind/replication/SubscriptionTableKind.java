package dev.sengi.internal.kind.replication;

import dev.sengi.DumpFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.ByteOrder;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.UpgradeCalls;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.Choices;
import java.util.Comparator;

/**
 * How far subscriptions have copied and synchronized their tables; each such object is named after its table. Only a
 * dump for pg_upgrade contains them.
 */
public final class SubscriptionTableKind extends DefinedKind<SubscriptionTableKind.Row> {
    public static final SubscriptionTableKind KIND = new SubscriptionTableKind();

    private static final String QUERY = """
            select s.srsubid, s.srrelid, s.srsubstate, s.srsublsn
            from pg_subscription_rel s
            order by s.srsubid
            """;

    /** @param srsublsn the position of the state change, or null */
    public record State(long srsubid, long srrelid, char srsubstate, String srsublsn) {}

    public record Row(CatalogObject<SubscriptionKind.Row> subscription, State state) {}

    SubscriptionTableKind() {
        super(SortPriority.SUBSCRIPTION_TABLE, 0, "SUBSCRIPTION TABLE");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        boolean wanted = choices.options().has(DumpFlag.BINARY_UPGRADE)
                && !choices.options().has(ScriptFlag.NO_SUBSCRIPTIONS);
        if (!wanted) {
            return ReadStep.NOTHING;
        }
        Rows<State> states = batch.addSince(SubscriptionKind.CONTINUE_SINCE, QUERY, State.class);
        return catalog -> states.list().forEach(state -> add(state, catalog));
    }

    private void add(State state, CatalogBuilder catalog) {
        CatalogObject<SubscriptionKind.Row> subscription = catalog.find(SubscriptionKind.KIND, state.srsubid());
        if (subscription == null) {
            throw new SengiException("subscription with OID " + state.srsubid() + " does not exist");
        }
        CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, state.srrelid());
        if (table == null) {
            throw new SengiException("failed sanity check, table with OID " + state.srrelid() + " not found");
        }
        // The catalog's rows have no OIDs; an entry contains those of the table and the subscription.
        CatalogId id = new CatalogId(state.srrelid(), state.srsubid());
        catalog.add(this, id, table.name(), table.namespace(), new Row(subscription, state));
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return Comparator.comparing(m -> m.row().subscription().name(), ByteOrder.of(catalog));
    }

    @Override
    protected boolean isDefined(CatalogObject<Row> member, Emission out) {
        return super.isDefined(member, out) && out.wants(member.row().subscription(), Component.DEFINITION);
    }

    @Override
    protected String owner(CatalogObject<Row> member, Emission out) {
        return out.role(member.row().subscription().row().subowner());
    }

    @Override
    protected String create(CatalogObject<Row> member, Emission out) {
        State state = member.row().state();
        return UpgradeCalls.comment("must preserve the subscriber table.")
                + "SELECT pg_catalog.binary_upgrade_add_sub_rel_state("
                + out.literal(member.row().subscription().name()) + ", "
                + state.srrelid() + ", '"
                + state.srsubstate() + "', "
                + (state.srsublsn() == null ? "NULL" : "'" + state.srsublsn() + "'")
                + ");\n";
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> member, Emission out) {
        entry.tag(member.row().subscription().name() + " " + member.name());
    }
}
