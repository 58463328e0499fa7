package dev.sengi.internal.catalog;

/** What remains to be done once a batch has run: add what its queries have returned. */
@FunctionalInterface
public interface ReadStep {
    /** The step of something that sends no queries. */
    ReadStep NOTHING = catalog -> {};

    /** Adds to the catalog what has been read. Steps run in the order in which their queries were added. */
    void addTo(CatalogBuilder catalog);
}
