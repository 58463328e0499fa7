package dev.sengi.internal.kind.replication;

import dev.sengi.DumpFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.UpgradeCalls;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.select.Choices;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Subscriptions of the database, which only a superuser can read. */
public final class SubscriptionKind extends NamedKind<SubscriptionKind.Row> {
    public static final SubscriptionKind KIND = new SubscriptionKind();

    private static final String QUERY = """
            select s.tableoid, s.oid, s.subname, s.subowner, s.subconninfo, s.subslotname, s.subsynccommit,
                s.subpublications,
                [[14: s.subbinary | false]] as subbinary,
                [[14: s.substream | 'f']] as substream,
                [[15: s.subtwophasestate | 'd']] as subtwophasestate,
                [[15: s.subdisableonerr | false]] as subdisableonerr,
                [[16: s.subpasswordrequired | true]] as subpasswordrequired,
                [[16: s.subrunasowner | true]] as subrunasowner,
                [[16: s.suborigin | 'any']] as suborigin,
                [[17: s.subfailover | false]] as subfailover,
                [[19: s.subretaindeadtuples | false]] as subretaindeadtuples,
                [[19: s.submaxretention | 0]] as submaxretention,
                [[19: s.subwalrcvtimeout | '-1']] as subwalrcvtimeout,
                [[19: f.srvname | null]] as srvname
            from pg_subscription s
                [[19: left join pg_foreign_server f on f.oid = s.subserver | ]]
            where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
            """;

    private static final String COUNT = """
            select count(*) as subscriptions
            from pg_subscription s
            where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
            """;

    private static final String STATES = """
            select s.oid, s.subenabled, o.remote_lsn
            from pg_subscription s
                left join pg_replication_origin_status o on o.external_id = concat('pg_', s.oid)
            where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
            """;

    /** The first server version that has subscriptions. */
    private static final int SINCE = 10;

    /** The first server version whose subscriptions continue after an upgrade. */
    static final int CONTINUE_SINCE = 17;

    /**
     * @param subconninfo null if a foreign server describes the connection
     * @param subslotname the replication slot, or null
     * @param substream {@code t} if streaming is on, {@code p} if it is parallel
     * @param subtwophasestate {@code d} if two-phase commit is not requested
     * @param submaxretention in milliseconds, 0 for no limit
     * @param subwalrcvtimeout the timeout as text, {@code -1} for the server's default
     * @param srvname the name of the foreign server that describes the connection, or null
     */
    public record Row(
            long tableoid,
            long oid,
            String subname,
            long subowner,
            String subconninfo,
            String subslotname,
            String subsynccommit,
            String[] subpublications,
            boolean subbinary,
            char substream,
            char subtwophasestate,
            boolean subdisableonerr,
            boolean subpasswordrequired,
            boolean subrunasowner,
            String suborigin,
            boolean subfailover,
            boolean subretaindeadtuples,
            int submaxretention,
            String subwalrcvtimeout,
            String srvname)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return subowner;
        }
    }

    record Count(int subscriptions) {}

    /** @param remote_lsn up to where the publisher's changes have been applied, or null */
    record State(long oid, boolean subenabled, String remote_lsn) {}

    /** The subscriptions that continue after an upgrade, by OID, in the server's order. */
    private record States(Map<Long, State> byOid) {}

    SubscriptionKind() {
        super(SortPriority.SUBSCRIPTION, SystemCatalogs.PG_SUBSCRIPTION, "SUBSCRIPTION");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        if (!batch.superuser()) {
            Rows<Count> count = batch.addSince(SINCE, COUNT, Count.class);
            return catalog -> count.list().forEach(found -> warnOfHidden(found, catalog, choices));
        }
        Rows<Row> rows = batch.addSince(SINCE, QUERY, Row.class);
        Rows<State> states = choices.options().has(DumpFlag.BINARY_UPGRADE)
                ? batch.addSince(CONTINUE_SINCE, STATES, State.class)
                : List::of;
        return catalog -> {
            Map<Long, State> byOid = new LinkedHashMap<>();
            states.list().forEach(state -> byOid.put(state.oid(), state));
            catalog.put(new States(byOid));
            if (wanted(choices)) {
                inOrder(rows.list(), byOid).forEach(r -> catalog.add(this, r, r.subname(), null));
            }
        };
    }

    /** pg_dump numbers subscriptions in the order of its query's result, and uses a different query for pg_upgrade. */
    private static List<Row> inOrder(List<Row> rows, Map<Long, State> states) {
        List<Long> order = List.copyOf(states.keySet());
        return rows.stream()
                .sorted(Comparator.comparingInt(row -> order.indexOf(row.oid())))
                .toList();
    }

    private static boolean wanted(Choices choices) {
        return !choices.options().has(ScriptFlag.NO_SUBSCRIPTIONS);
    }

    private static void warnOfHidden(Count count, CatalogBuilder catalog, Choices choices) {
        if (count.subscriptions() > 0 && wanted(choices)) {
            catalog.warn("subscriptions not dumped because current user is not a superuser");
        }
    }

    @Override
    protected String define(CatalogObject<Row> subscription, Emission out) {
        String name = out.id(subscription.name());
        return definition(subscription.row(), name, out) + continuation(subscription, name, out);
    }

    @Override
    protected boolean canJoinExtension() {
        return false;
    }

    @Override
    protected void annotate(CatalogObject<Row> subscription, Target target, Emission out) {
        out.annotations().commentAndLabel(subscription, target);
    }

    /**
     * Returns the commands that let the subscription continue on the upgraded server from where it stopped on the old
     * one.
     */
    private static String continuation(CatalogObject<Row> subscription, String name, Emission out) {
        State state = out.catalog().get(States.class).byOid().get(subscription.oid());
        if (state == null) {
            return "";
        }
        String position = state.remote_lsn() == null
                ? ""
                : UpgradeCalls.comment("must preserve the remote_lsn for the subscriber's replication origin.")
                        + "SELECT pg_catalog.binary_upgrade_replorigin_advance("
                        + out.literal(subscription.name()) + ", '" + state.remote_lsn() + "');\n";
        String enabling = state.subenabled()
                ? UpgradeCalls.comment("must preserve the subscriber's running state.") + "ALTER SUBSCRIPTION " + name
                        + " ENABLE;\n"
                : "";
        return position + enabling;
    }

    private static String definition(Row row, String name, Emission out) {
        String publications = Arrays.stream(row.subpublications()).map(out::id).collect(Collectors.joining(", "));
        StringBuilder sql = new StringBuilder("CREATE SUBSCRIPTION ")
                .append(name)
                .append(
                        row.srvname() == null
                                ? " CONNECTION " + out.literal(row.subconninfo())
                                : " SERVER " + out.id(row.srvname()))
                .append(" PUBLICATION ")
                .append(publications)
                .append(" WITH (connect = false, slot_name = ")
                .append(row.subslotname() == null ? "NONE" : out.literal(row.subslotname()))
                .append(row.subbinary() ? ", binary = true" : "")
                .append(", streaming = ")
                .append(row.substream() == 't' ? "on" : row.substream() == 'p' ? "parallel" : "off")
                .append(row.subtwophasestate() == 'd' ? "" : ", two_phase = on")
                .append(row.subdisableonerr() ? ", disable_on_error = true" : "")
                .append(row.subpasswordrequired() ? "" : ", password_required = false")
                .append(row.subrunasowner() ? ", run_as_owner = true" : "")
                .append(row.subfailover() ? ", failover = true" : "")
                .append(row.subretaindeadtuples() ? ", retain_dead_tuples = true" : "");
        if (row.submaxretention() > 0) {
            sql.append(", max_retention_duration = ").append(row.submaxretention());
        }
        if (!row.subsynccommit().equals("off")) {
            sql.append(", synchronous_commit = ").append(out.id(row.subsynccommit()));
        }
        if (!row.subwalrcvtimeout().equals("-1")) {
            sql.append(", wal_receiver_timeout = ").append(out.id(row.subwalrcvtimeout()));
        }
        if (!row.suborigin().equalsIgnoreCase("any")) {
            sql.append(", origin = ").append(row.suborigin());
        }
        return sql.append(");\n").toString();
    }
}
