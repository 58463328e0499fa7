package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.select.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads sequences as relations of one row each, many sequences per query. */
final class SequenceRelations {
    /** Limits the length of one query; several queries still share one round trip. */
    private static final int PER_QUERY = 500;

    private SequenceRelations() {}

    /** Returns the sequences of which that component is dumped. */
    static List<CatalogObject<TableKind.Row>> having(Component component, Choices choices) {
        return choices.catalog().all(TableKind.KIND).stream()
                .filter(table -> table.row().isSequence() && choices.has(table, component))
                .toList();
    }

    /**
     * Adds the queries to a batch.
     *
     * @param columns what to select besides the sequence's OID, {@code seqrelid}
     */
    static <T> List<QueryBatch.Rows<T>> read(
            QueryBatch batch, String columns, List<CatalogObject<TableKind.Row>> sequences, Class<T> recordType) {
        List<QueryBatch.Rows<T>> results = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i += PER_QUERY) {
            String sql = sequences.subList(i, Math.min(sequences.size(), i + PER_QUERY)).stream()
                    .map(s -> "select " + s.oid() + "::oid as seqrelid, " + columns + " from "
                            + Quoting.all().qualified(s.schemaName(), s.name()))
                    .collect(Collectors.joining("\nunion all "));
            results.add(batch.addVerbatim(sql, recordType));
        }
        return results;
    }
}
