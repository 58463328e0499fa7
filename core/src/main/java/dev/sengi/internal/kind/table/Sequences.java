package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.select.Choices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The properties of sequences: {@code pg_sequence}, or the sequences themselves before PostgreSQL 10. */
public final class Sequences {
    private static final String QUERY = """
            select s.seqrelid, format_type(s.seqtypid, null) as seqtype, s.seqstart, s.seqincrement,
                s.seqmax, s.seqmin, s.seqcache, s.seqcycle
            from pg_sequence s
            order by s.seqrelid
            """;

    /** The same columns for a sequence of PostgreSQL 9.6. */
    private static final String RELATION_COLUMNS = "'bigint'::text as seqtype, start_value as seqstart,"
            + " increment_by as seqincrement, max_value as seqmax, min_value as seqmin, cache_value as seqcache,"
            + " is_cycled as seqcycle";

    /**
     * @param seqtype {@code smallint}, {@code integer} or {@code bigint}
     */
    public record Row(
            long seqrelid,
            String seqtype,
            long seqstart,
            long seqincrement,
            long seqmax,
            long seqmin,
            long seqcache,
            boolean seqcycle) {

        /** Returns the default lower bound of such a sequence. */
        public long defaultMinimum() {
            if (seqincrement > 0) {
                return 1;
            }
            return switch (seqtype) {
                case "smallint" -> Short.MIN_VALUE;
                case "integer" -> Integer.MIN_VALUE;
                default -> Long.MIN_VALUE;
            };
        }

        /** Returns the default upper bound of such a sequence. */
        public long defaultMaximum() {
            if (seqincrement <= 0) {
                return -1;
            }
            return switch (seqtype) {
                case "smallint" -> Short.MAX_VALUE;
                case "integer" -> Integer.MAX_VALUE;
                default -> Long.MAX_VALUE;
            };
        }
    }

    private final Map<Long, Row> rows = new HashMap<>();

    private Sequences() {}

    /** Reads nothing if only data are dumped. Before PostgreSQL 10, the role must be able to read the sequences. */
    public static ReadStep read(QueryBatch batch, Choices choices) {
        if (choices.options().dataOnly()) {
            return ReadStep.NOTHING;
        }
        List<QueryBatch.Rows<Row>> results = batch.serverMajor() >= 10
                ? List.of(batch.add(QUERY, Row.class))
                : SequenceRelations.read(
                        batch, RELATION_COLUMNS, SequenceRelations.having(Component.DEFINITION, choices), Row.class);
        return catalog -> {
            Sequences properties = new Sequences();
            results.forEach(rows -> rows.list().forEach(row -> properties.rows.put(row.seqrelid(), row)));
            catalog.put(properties);
        };
    }

    public Row of(long sequenceOid) {
        Row row = rows.get(sequenceOid);
        if (row == null) {
            throw new SengiException("failed to find sequence with OID " + sequenceOid);
        }
        return row;
    }
}
