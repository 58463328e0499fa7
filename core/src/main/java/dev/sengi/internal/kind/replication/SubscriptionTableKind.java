package dev.sengi.internal.kind.replication;

import dev.sengi.DumpFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.UpgradeFacts;
import dev.sengi.internal.catalog.UpgradeFacts.SubscribedTable;
import dev.sengi.internal.depend.ByteOrder;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.UpgradeCalls;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.table.TableKind;
import java.util.Comparator;

/**
 * How far subscriptions have copied and synchronized their tables; each such object is named after its table. Only a
 * dump for pg_upgrade contains them.
 */
public final class SubscriptionTableKind extends ObjectKind<SubscriptionTableKind.Row> {
    public static final SubscriptionTableKind KIND = new SubscriptionTableKind();

    public record Row(CatalogObject<SubscriptionKind.Row> subscription, SubscribedTable state) {}

    SubscriptionTableKind() {
        super(SortPriority.SUBSCRIPTION_TABLE, 0);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        return (catalog, choices) -> {
            if (choices.options().has(DumpFlag.BINARY_UPGRADE)
                    && !choices.options().noSubscriptions()) {
                catalog.get(UpgradeFacts.class).subscribedTables().forEach(state -> add(state, catalog));
            }
        };
    }

    private void add(SubscribedTable state, CatalogBuilder catalog) {
        CatalogObject<SubscriptionKind.Row> subscription = catalog.find(SubscriptionKind.KIND, state.srsubid());
        if (subscription == null) {
            throw new SengiException("subscription with OID " + state.srsubid() + " does not exist");
        }
        CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, state.srrelid());
        if (table == null) {
            throw new SengiException("failed sanity check, table with OID " + state.srrelid() + " not found");
        }
        // The catalog has no OIDs; an entry has those of the table and the subscription.
        CatalogId id = new CatalogId(state.srrelid(), state.srsubid());
        catalog.add(this, id, table.name(), table.namespace(), new Row(subscription, state));
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return Comparator.comparing(m -> m.row().subscription().name(), ByteOrder.of(catalog));
    }

    @Override
    public void emit(CatalogObject<Row> member, Emission out) {
        CatalogObject<SubscriptionKind.Row> subscription = member.row().subscription();
        boolean isWanted = out.wants(member, Component.DEFINITION) && out.wants(subscription, Component.DEFINITION);
        if (out.options().dataOnly() || !isWanted) {
            return;
        }
        SubscribedTable state = member.row().state();
        out.add(out.entry(member)
                .tag(subscription.name() + " " + member.name())
                .desc("SUBSCRIPTION TABLE")
                .section(Section.POST_DATA)
                .owner(out.role(subscription.row().subowner()))
                .defn(UpgradeCalls.comment("must preserve the subscriber table.")
                        + "SELECT pg_catalog.binary_upgrade_add_sub_rel_state("
                        + out.literal(subscription.name()) + ", "
                        + state.srrelid() + ", '"
                        + state.srsubstate() + "', "
                        + (state.srsublsn() == null ? "NULL" : "'" + state.srsublsn() + "'")
                        + ");\n"));
    }
}
