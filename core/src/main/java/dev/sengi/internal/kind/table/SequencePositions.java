package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.select.Choices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The current position of each dumped sequence.
 *
 * <p>Since PostgreSQL 18, a function returns the positions of all sequences, but nothing for those that the role may
 * not read; before that, each sequence is read as a relation.
 */
public final class SequencePositions {
    private static final String BY_FUNCTION = """
            select s.seqrelid, p.last_value, p.is_called
            from unnest(:sequences) i(oid)
                join pg_sequence s on s.seqrelid = i.oid, pg_get_sequence_data(s.seqrelid) p
            where p.last_value is not null
            """;

    /** A sequence's last value; the next one follows it if {@code is_called}, and is the same otherwise. */
    public record Row(long seqrelid, long last_value, boolean is_called) {}

    private final Map<Long, Row> rows = new HashMap<>();

    private SequencePositions() {}

    /** Reads nothing if no positions are dumped. The batch's {@code :sequences} are the OIDs of {@link #dumped}. */
    public static ReadStep read(QueryBatch batch, Choices choices) {
        List<CatalogObject<TableKind.Row>> sequences = dumped(choices);
        if (!choices.options().sequenceData() || sequences.isEmpty()) {
            return ReadStep.NOTHING;
        }
        List<QueryBatch.Rows<Row>> results = batch.serverMajor() >= 18
                ? List.of(batch.add(BY_FUNCTION, Row.class))
                : SequenceRelations.read(batch, "last_value, is_called", sequences, Row.class);
        return catalog -> {
            SequencePositions positions = new SequencePositions();
            results.forEach(rows -> rows.list().forEach(row -> positions.rows.put(row.seqrelid(), row)));
            catalog.put(positions);
        };
    }

    /** Returns the sequences whose data, which are their positions, are dumped. */
    public static List<CatalogObject<TableKind.Row>> dumped(Choices choices) {
        return SequenceRelations.having(Component.DATA, choices).stream()
                .filter(sequence -> RelationDataKind.hasDumpedData(sequence, choices.options(), choices.patterns()))
                .toList();
    }

    public Row of(CatalogObject<?> sequence) {
        Row row = rows.get(sequence.oid());
        if (row == null) {
            throw new SengiException("failed to get data for sequence \"" + sequence.name()
                    + "\"; user may lack SELECT privilege on the "
                    + "sequence or the sequence may have been concurrently dropped");
        }
        return row;
    }
}
