package dev.sengi;

/** An option of a dump that is either set or not; those of pg_dump are named. More constants may be added. */
public enum DumpFlag {
    /** {@code -s}: dumps definitions but no data. */
    SCHEMA_ONLY,
    /** {@code -a}: dumps data but no definitions. */
    DATA_ONLY,
    /** {@code --no-data}: unlike {@link #SCHEMA_ONLY}, can be combined with other restrictions. */
    NO_DATA,
    /** {@code --no-schema}: unlike {@link #DATA_ONLY}, can be combined with other restrictions. */
    NO_SCHEMA,
    /** {@code --inserts}: writes rows as INSERT commands instead of COPY. */
    INSERTS,
    /** {@code --column-inserts}: writes rows as INSERT commands that name the columns. */
    COLUMN_INSERTS,
    /** {@code --on-conflict-do-nothing}: makes INSERT commands skip rows that exist already; requires INSERT commands. */
    ON_CONFLICT_DO_NOTHING,
    /** {@code -b}: dumps large objects even if only some schemas or tables are selected. */
    LARGE_OBJECTS,
    /** {@code -B}: leaves out large objects. */
    NO_LARGE_OBJECTS,
    /** {@code --disable-dollar-quoting}: writes function bodies as standard string literals. */
    DISABLE_DOLLAR_QUOTING,
    /** {@code --quote-all-identifiers}: quotes every name, so that servers with other keywords can read the dump. */
    QUOTE_ALL_IDENTIFIERS,
    /** {@code --no-toast-compression}: leaves out columns' TOAST compression methods. */
    NO_TOAST_COMPRESSION,
    /** {@code --no-unlogged-table-data}: leaves out the rows of unlogged tables. */
    NO_UNLOGGED_TABLE_DATA,
    /** {@code --load-via-partition-root}: makes a partition's rows load through the root table. */
    LOAD_VIA_PARTITION_ROOT,
    /** {@code --serializable-deferrable}: waits for a snapshot that is free of serialization anomalies. */
    SERIALIZABLE_DEFERRABLE,
    /** {@code --strict-names}: fails unless each include pattern matches something. */
    STRICT_NAMES,
    /** {@code --no-sync}: does not wait until the dump is on disk. */
    NO_SYNC,
    /** {@code --sequence-data}: dumps the positions of sequences even if no other data are dumped. */
    SEQUENCE_DATA,
    /**
     * {@code --binary-upgrade}: dumps for pg_upgrade, including what the new server needs to reuse the old server's files.
     * Only a server in binary-upgrade mode can restore such a dump.
     */
    BINARY_UPGRADE,
    /** {@code --statistics}: dumps the planner's statistics, too. */
    STATISTICS,
    /** {@code --statistics-only}: dumps only the planner's statistics. */
    STATISTICS_ONLY,
    /**
     * Writes a checksum file beside the dump, with the dump's name and {@code .sha256} appended, for {@code sha256sum
     * -c} in the dump's folder. For a directory archive, it has a line for each file. The checksum file appears after
     * the dump. An existing one is removed before an existing dump is replaced or a folder is filled, but is kept if
     * the dump fails because its folder is not empty. Fails if the dump is written to a stream or to anything other
     * than a regular file.
     */
    CHECKSUM_FILE
}
