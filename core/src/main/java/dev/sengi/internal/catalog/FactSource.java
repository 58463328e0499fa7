package dev.sengi.internal.catalog;

import java.util.List;
import java.util.function.Function;

/** A query whose rows become one fact, which is not an object. */
@FunctionalInterface
public interface FactSource {

    /** Adds the query to a batch; the step puts the fact into the catalog. */
    ReadStep read(QueryBatch batch);

    /**
     * Returns the source of a fact that consists of records.
     *
     * @param query see {@link QueryBatch}
     */
    static <R> FactSource of(String query, Class<R> recordType, Function<List<R>, ?> fact) {
        return batch -> {
            QueryBatch.Rows<R> rows = batch.add(query, recordType);
            return catalog -> catalog.put(fact.apply(rows.list()));
        };
    }

    /** Returns the same for a query that returns rows for every table of the database. */
    static <R> FactSource ofLarge(String query, Class<R> recordType, Function<List<R>, ?> fact) {
        return batch -> {
            QueryBatch.Rows<R> rows = batch.addLarge(query, recordType);
            return catalog -> catalog.put(fact.apply(rows.list()));
        };
    }
}
