package dev.sengi.internal.kind.table;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that ANALYZE has stored for extended statistics, since PostgreSQL 19, which can restore them.
 *
 * <p>Unlike the statistics of relations, they are not data but follow the statistics that they belong to.
 */
public final class ExtendedStatistics {
    private static final int FIRST_VERSION = 19;

    // The view shows only what the role may see.
    private static final String QUERY = """
            select current_setting('server_version_num') as version, e.statistics_id,
                e.schemaname, e.tablename, e.statistics_schemaname, e.statistics_name,
                case when e.inherited then 't' else 'f' end as inherited,
                concat(e.n_distinct) as n_distinct, concat(e.dependencies) as dependencies,
                concat(e.most_common_vals) as most_common_vals, concat(e.most_common_freqs) as most_common_freqs,
                concat(e.most_common_base_freqs) as most_common_base_freqs,
                (select jsonb_pretty(jsonb_agg((
                    select jsonb_object_agg(v.key, v.value)
                    from (values
                        ('null_frac', concat(x.null_frac)), ('avg_width', concat(x.avg_width)),
                        ('n_distinct', concat(x.n_distinct)), ('most_common_vals', concat(x.most_common_vals)),
                        ('most_common_freqs', concat(x.most_common_freqs)),
                        ('histogram_bounds', concat(x.histogram_bounds)), ('correlation', concat(x.correlation)),
                        ('most_common_elems', concat(x.most_common_elems)),
                        ('most_common_elem_freqs', concat(x.most_common_elem_freqs)),
                        ('elem_count_histogram', concat(x.elem_count_histogram)),
                        ('range_length_histogram', concat(x.range_length_histogram)),
                        ('range_empty_frac', concat(x.range_empty_frac)),
                        ('range_bounds_histogram', concat(x.range_bounds_histogram))) v(key, value)
                    where v.value <> '')))
                from pg_stats_ext_exprs x
                where x.statistics_id = e.statistics_id and x.inherited = e.inherited) as exprs
            from pg_stats_ext e
            where e.tableid = any (:tables)
            order by e.statistics_id, e.inherited
            """;

    /**
     * @param inherited whether the values cover the tables that inherit, {@code t} or {@code f}
     * @param n_distinct this and all that follow as text, empty if unknown
     * @param exprs the statistics of each expression, as a JSON array, or null
     */
    public record Row(
            String version,
            long statistics_id,
            String schemaname,
            String tablename,
            String statistics_schemaname,
            String statistics_name,
            String inherited,
            String n_distinct,
            String dependencies,
            String most_common_vals,
            String most_common_freqs,
            String most_common_base_freqs,
            String exprs) {}

    private final Map<Long, List<Row>> byStatistics = new HashMap<>();

    private ExtendedStatistics(List<Row> rows) {
        rows.forEach(row -> byStatistics
                .computeIfAbsent(row.statistics_id(), key -> new ArrayList<>())
                .add(row));
    }

    /**
     * Reads nothing if no statistics are dumped, or if the server is too old for the function that restores the values.
     */
    public static ReadStep read(QueryBatch batch, Choices choices) {
        if (!choices.options().statistics()) {
            return ReadStep.NOTHING;
        }
        Rows<Row> rows = batch.addSince(FIRST_VERSION, QUERY, Row.class);
        return catalog -> catalog.put(new ExtendedStatistics(rows.list()));
    }

    /** Writes the entry with the values of extended statistics, if any are known. */
    void emit(CatalogObject<StatisticsKind.Row> statistics, String owner, Emission out) {
        List<Row> rows = byStatistics.getOrDefault(statistics.oid(), List.of());
        if (!rows.isEmpty()) {
            StringBuilder sql = new StringBuilder();
            rows.forEach(row -> append(sql, row, out));
            out.add(out.entry(List.of(statistics.dumpId()))
                    .tag(statistics.name())
                    .namespace(statistics.schemaName())
                    .desc("EXTENDED STATISTICS DATA")
                    .section(Section.POST_DATA)
                    .owner(owner)
                    .defn(sql.toString()));
        }
    }

    private static void append(StringBuilder sql, Row row, Emission out) {
        List<String> arguments = new ArrayList<>();
        add(arguments, "version", row.version(), "::integer", out);
        add(arguments, "schemaname", row.schemaname(), "", out);
        add(arguments, "relname", row.tablename(), "", out);
        add(arguments, "statistics_schemaname", row.statistics_schemaname(), "", out);
        add(arguments, "statistics_name", row.statistics_name(), "", out);
        add(arguments, "inherited", row.inherited(), "::boolean", out);
        add(arguments, "n_distinct", row.n_distinct(), "::pg_ndistinct", out);
        add(arguments, "dependencies", row.dependencies(), "::pg_dependencies", out);
        add(arguments, "most_common_vals", row.most_common_vals(), "::text[]", out);
        add(arguments, "most_common_freqs", row.most_common_freqs(), "::double precision[]", out);
        add(arguments, "most_common_base_freqs", row.most_common_base_freqs(), "::double precision[]", out);
        add(arguments, "exprs", row.exprs(), "::jsonb", out);
        sql.append("SELECT * FROM pg_catalog.pg_restore_extended_stats(\n\t")
                .append(String.join(",\n\t", arguments))
                .append("\n);\n");
    }

    private static void add(List<String> arguments, String name, String value, String cast, Emission out) {
        if (value != null && !value.isEmpty()) {
            arguments.add("'" + name + "', " + out.literal(value) + cast);
        }
    }
}
