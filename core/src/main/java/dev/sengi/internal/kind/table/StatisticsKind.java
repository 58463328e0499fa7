package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.select.Choices;
import java.util.Set;

/** Extended statistics. */
public final class StatisticsKind extends NamedKind<StatisticsKind.Row> {
    public static final StatisticsKind KIND = new StatisticsKind();

    private static final String QUERY = """
            select s.tableoid, s.oid, s.stxname, s.stxnamespace, s.stxowner, s.stxrelid,
                [[13: s.stxstattarget | -1]] as stxstattarget,
                [[10: case when s.stxrelid = any (:tables) then pg_get_statisticsobjdef(s.oid) end | null]] as stxdef
            from [[10: pg_statistic_ext | (
                select 0 as tableoid, 0 as oid, '' as stxname, 0 as stxnamespace, 0 as stxowner, 0 as stxrelid
                where false)]] s
            """;

    /**
     * @param stxstattarget the statistics target; -1, or null since PostgreSQL 17, for the default
     * @param stxdef the command that creates the statistics, without its semicolon; null if they are not dumped
     */
    public record Row(
            long tableoid,
            long oid,
            String stxname,
            long stxnamespace,
            long stxowner,
            long stxrelid,
            String stxstattarget,
            String stxdef)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return stxowner;
        }
    }

    StatisticsKind() {
        super(SortPriority.STATISTICS, SystemCatalogs.PG_STATISTIC_EXT, "STATISTICS");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog ->
                rows.list().forEach(r -> catalog.add(this, r, r.stxname(), SchemaKind.of(catalog, r.stxnamespace())));
    }

    /** Selects statistics with their schema, but only if the table's definition is dumped. */
    @Override
    public Set<Component> select(CatalogObject<Row> statistics, Choices choices) {
        Set<Component> byExtension = choices.byExtension(statistics);
        if (byExtension != null) {
            return byExtension;
        }
        CatalogObject<?> table =
                choices.catalog().find(TableKind.KIND, statistics.row().stxrelid());
        return table != null && choices.has(table, Component.DEFINITION) ? choices.bySchema(statistics) : Set.of();
    }

    @Override
    public void emit(CatalogObject<Row> statistics, Emission out) {
        super.emit(statistics, out);
        if (out.options().statistics() && isDefined(statistics, out)) {
            out.catalog().get(ExtendedStatistics.class).emit(statistics, owner(statistics, out), out);
        }
    }

    @Override
    protected String define(CatalogObject<Row> statistics, Emission out) {
        Row row = statistics.row();
        boolean hasTarget = row.stxstattarget() != null && Integer.parseInt(row.stxstattarget()) >= 0;
        String target = hasTarget
                ? "ALTER STATISTICS " + out.qualified(statistics) + " SET STATISTICS " + row.stxstattarget() + ";\n"
                : "";
        return existing(row.stxdef(), statistics) + ";\n" + target;
    }

    @Override
    protected boolean canJoinExtension() {
        return false;
    }
}
