package dev.sengi.catalog;

import dev.sengi.SengiException;
import java.util.HashMap;
import java.util.Map;

/** The properties of sequences: {@code pg_sequence}. */
public final class Sequences {
    static final String QUERY = """
            select s.seqrelid, format_type(s.seqtypid, null) as seqtype, s.seqstart, s.seqincrement,
                s.seqmax, s.seqmin, s.seqcache, s.seqcycle
            from pg_sequence s
            order by s.seqrelid
            """;

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

        /** Returns the lower bound that such a sequence has by default. */
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

        /** Returns the upper bound that such a sequence has by default. */
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

    Sequences(Iterable<Row> rows) {
        for (Row row : rows) {
            this.rows.put(row.seqrelid(), row);
        }
    }

    public Row of(long sequenceOid) {
        Row row = rows.get(sequenceOid);
        if (row == null) {
            throw new SengiException("failed to find sequence with OID " + sequenceOid);
        }
        return row;
    }
}
