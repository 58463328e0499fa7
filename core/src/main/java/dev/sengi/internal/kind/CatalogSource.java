package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.QueryBatch;

/** Something that is read from the server into the catalog. */
@FunctionalInterface
public interface CatalogSource {

    /**
     * Adds queries to a batch.
     *
     * @return what to do once the batch has run
     */
    ReadStep read(QueryBatch batch);

    /** Adds to a catalog what a batch has read. */
    @FunctionalInterface
    interface ReadStep {
        void addTo(Catalog catalog);
    }
}
