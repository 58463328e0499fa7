package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.select.Choices;

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
        /**
         * Adds what has been read.
         *
         * @param choices which of the objects read so far are dumped
         */
        void addTo(CatalogBuilder catalog, Choices choices);
    }
}
