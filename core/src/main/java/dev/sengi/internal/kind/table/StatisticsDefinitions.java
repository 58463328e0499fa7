package dev.sengi.internal.kind.table;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.VersionedSql;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.emit.DataContext;
import dev.sengi.internal.emit.EntrySource;
import dev.sengi.internal.session.ServerError;
import dev.sengi.internal.session.SnapshotTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads the planner's statistics of relations and writes the commands that restore them.
 *
 * <p>If requested in the order of the entries, statistics are fetched as they are needed, many per round trip, in
 * bounded memory. Used by one thread.
 */
public final class StatisticsDefinitions {
    /** The number of relations per query. */
    private static final int PER_QUERY = 1000;

    private static final int FIRST_ROWS = 20;
    private static final int MOST_ROWS = 1000;
    /** The maximum size of a round trip's rows, assuming that they are as large as earlier ones. */
    private static final int CHARACTERS_AT_ONCE = 1 << 22;

    // The view shows only what the role may see. The server plans it separately, so it needs the names as well as the
    // OIDs. What is null becomes empty.
    private static final String QUERY = """
            select u.position, current_setting('server_version_num') as version,
                n.nspname::text as schemaname, c.relname::text as relname,
                concat(c.relpages) as relpages,
                [[14: concat(c.reltuples) | case c.reltuples when 0 then '-1' else concat(c.reltuples) end]] as reltuples,
                concat(c.relallvisible) as relallvisible, [[18: concat(c.relallfrozen) | '']] as relallfrozen,
                case when x.indexrelid is null then concat(s.attname) end as attname,
                case when x.indexrelid is not null then concat(a.attnum) end as attnum,
                s.attname is not null as of_column,
                case when s.inherited then 't' else 'f' end as inherited,
                concat(s.null_frac) as null_frac, concat(s.avg_width) as avg_width, concat(s.n_distinct) as n_distinct,
                concat(s.most_common_vals) as most_common_vals, concat(s.most_common_freqs) as most_common_freqs,
                concat(s.histogram_bounds) as histogram_bounds, concat(s.correlation) as correlation,
                concat(s.most_common_elems) as most_common_elems,
                concat(s.most_common_elem_freqs) as most_common_elem_freqs,
                concat(s.elem_count_histogram) as elem_count_histogram,
                [[17: concat(s.range_length_histogram) | '']] as range_length_histogram,
                [[17: concat(s.range_empty_frac) | '']] as range_empty_frac,
                [[17: concat(s.range_bounds_histogram) | '']] as range_bounds_histogram
            from unnest(:relations) with ordinality u (oid, position)
                join pg_class c on c.oid = u.oid
                join pg_namespace n on n.oid = c.relnamespace
                left join pg_stats s
                    on s.schemaname = n.nspname and s.tablename = c.relname and s.tablename = any (:names)
                left join pg_index x on x.indexrelid = c.oid and x.indexprs is not null
                left join pg_attribute a on a.attrelid = c.oid and a.attname = s.attname and a.attnum > 0
            order by u.position, s.attname, s.inherited
            """;

    private record Argument(String name, String type) {}

    private static final List<Argument> OF_RELATION = List.of(
            new Argument("relpages", "integer"),
            new Argument("reltuples", "real"),
            new Argument("relallvisible", "integer"),
            new Argument("relallfrozen", "integer"));

    private static final List<Argument> OF_COLUMN = List.of(
            new Argument("attname", null),
            new Argument("attnum", "smallint"),
            new Argument("inherited", "boolean"),
            new Argument("null_frac", "real"),
            new Argument("avg_width", "integer"),
            new Argument("n_distinct", "real"),
            new Argument("most_common_vals", "text"),
            new Argument("most_common_freqs", "real[]"),
            new Argument("histogram_bounds", "text"),
            new Argument("correlation", "real"),
            new Argument("most_common_elems", "text"),
            new Argument("most_common_elem_freqs", "real[]"),
            new Argument("elem_count_histogram", "real[]"),
            new Argument("range_length_histogram", "text"),
            new Argument("range_empty_frac", "real"),
            new Argument("range_bounds_histogram", "text"));

    private final SnapshotTransaction transaction;
    private final DataContext context;
    private final List<CatalogObject<?>> relations;

    private Statement statement;
    /** Positioned on the next row to write; null if there is none. */
    private ResultSet rows;

    private String query;
    private int start;
    private int end;
    private int next;
    private long characters;
    private int count;

    /** @param entries in the order in which the definitions of those with statistics will be requested */
    public StatisticsDefinitions(SnapshotTransaction transaction, DataContext context, List<TocEntry> entries) {
        this.transaction = transaction;
        this.context = context;
        this.relations = entries.stream()
                .map(entry -> entry.attachment(EntrySource.Statistics.class))
                .filter(Objects::nonNull)
                .<CatalogObject<?>>map(EntrySource.Statistics::relation)
                .toList();
    }

    /** Returns the commands that restore the relation's statistics. */
    public String of(EntrySource.Statistics statistics) {
        int position = positionOf(statistics.relation());
        try {
            if (position < next || position >= end) {
                open(position);
            }
            return read(position);
        } catch (SQLException e) {
            throw ServerError.queryFailure(e, query);
        }
    }

    /** Searches from the relation that is expected next. */
    private int positionOf(CatalogObject<?> relation) {
        for (int ahead = 0; ahead < relations.size(); ahead++) {
            int position = (next + ahead) % relations.size();
            if (relations.get(position) == relation) {
                return position;
            }
        }
        throw new IllegalArgumentException("not announced: the statistics of " + relation.name());
    }

    private void open(int position) throws SQLException {
        close();
        start = position;
        next = position;
        end = Math.min(relations.size(), position + PER_QUERY);
        query = query(relations.subList(start, end));
        statement = transaction.connection().createStatement();
        statement.setEscapeProcessing(false);
        statement.setFetchSize(rowsAtOnce());
        rows = statement.executeQuery(query);
        advance();
    }

    private String query(List<CatalogObject<?>> asked) {
        String oids =
                asked.stream().map(r -> Long.toString(r.oid())).collect(Collectors.joining(",", "'{", "}'::oid[]"));
        String names = asked.stream()
                .map(r -> Quoting.escapeLiteral(r.name()))
                .collect(Collectors.joining(", ", "array[", "]::name[]"));
        return VersionedSql.forServer(QUERY, transaction.facts())
                .replace(":relations", oids)
                .replace(":names", names);
    }

    private String read(int position) throws SQLException {
        while (rows != null && position() < position) {
            advance();
        }
        next = position + 1;
        StringBuilder sql = new StringBuilder();
        while (rows != null && position() == position) {
            int before = sql.length();
            if (before == 0) {
                append(sql, "pg_restore_relation_stats", OF_RELATION);
            }
            if (rows.getBoolean("of_column")) {
                append(sql, "pg_restore_attribute_stats", OF_COLUMN);
            }
            adapt(sql.length() - before);
            advance();
        }
        return sql.toString();
    }

    private int position() throws SQLException {
        return start + rows.getInt("position") - 1;
    }

    private void append(StringBuilder sql, String function, List<Argument> arguments) throws SQLException {
        sql.append("SELECT * FROM pg_catalog.").append(function).append("(\n\t'version', '");
        sql.append(rows.getString("version")).append("'::integer");
        append(sql, new Argument("schemaname", null));
        append(sql, new Argument("relname", null));
        for (Argument argument : arguments) {
            append(sql, argument);
        }
        sql.append("\n);\n");
    }

    private void append(StringBuilder sql, Argument argument) throws SQLException {
        String value = rows.getString(argument.name());
        if (value != null && !value.isEmpty()) {
            sql.append(",\n\t'").append(argument.name()).append("', ").append(context.literal(value));
            sql.append(argument.type() == null ? "" : "::" + argument.type());
        }
    }

    /** Makes the next round trip fetch as many rows as memory allows, judging by the rows so far. */
    private void adapt(int written) throws SQLException {
        characters += written;
        count++;
        rows.setFetchSize(rowsAtOnce());
    }

    private int rowsAtOnce() {
        if (count == 0) {
            return FIRST_ROWS;
        }
        long average = Math.max(1, characters / count);
        return (int) Math.max(1, Math.min(MOST_ROWS, CHARACTERS_AT_ONCE / average));
    }

    private void advance() throws SQLException {
        if (!rows.next()) {
            close();
        }
    }

    private void close() throws SQLException {
        if (statement != null) {
            statement.close();
        }
        statement = null;
        rows = null;
    }
}
