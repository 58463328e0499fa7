package dev.sengi.internal.kind;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.FactSource;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.select.Choices;

/** Something that is read from the server into the catalog. */
@FunctionalInterface
public interface CatalogSource {

    /**
     * Adds queries to a batch, as far as the options require them.
     *
     * @param choices which of the objects read so far are dumped; when the returned step runs, they also cover the objects
     *     that earlier steps have added
     */
    ReadStep read(QueryBatch batch, Choices choices);

    /** Returns a source that reads a fact. */
    static CatalogSource of(FactSource fact) {
        return (batch, choices) -> fact.read(batch);
    }

    /** Returns a source that reads a fact for a dump for pg_upgrade only. */
    static CatalogSource ofUpgrade(FactSource fact) {
        return (batch, choices) -> choices.options().has(DumpFlag.BINARY_UPGRADE) ? fact.read(batch) : ReadStep.NOTHING;
    }
}
