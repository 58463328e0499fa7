package dev.sengi;

/** What a dump holds otherwise than by default; each is an option of pg_dump. */
public enum DumpFlag {
    SCHEMA_ONLY,
    DATA_ONLY,
    /** Dumps no data; unlike {@link #SCHEMA_ONLY}, together with other restrictions. */
    NO_DATA,
    /** Dumps no definitions; unlike {@link #DATA_ONLY}, together with other restrictions. */
    NO_SCHEMA,
    INSERTS,
    COLUMN_INSERTS,
    ON_CONFLICT_DO_NOTHING,
    /** {@code -b}: large objects also where only some schemas or tables are chosen. */
    LARGE_OBJECTS,
    NO_LARGE_OBJECTS,
    DISABLE_DOLLAR_QUOTING,
    QUOTE_ALL_IDENTIFIERS,
    NO_TOAST_COMPRESSION,
    NO_UNLOGGED_TABLE_DATA,
    LOAD_VIA_PARTITION_ROOT,
    SERIALIZABLE_DEFERRABLE,
    STRICT_NAMES,
    /**
     * Takes patterns as the bytes that {@code NativeText} has made text of, in the encoding of the dump: pg_dump's way.
     * Otherwise patterns are characters, whatever the encoding.
     */
    NATIVE_PATTERNS,
    /** Does not wait until the dump is on the disk. */
    NO_SYNC,
    /** Positions of sequences also where other data are not dumped. */
    SEQUENCE_DATA,
    /** The planner's statistics, too. */
    STATISTICS,
    /** Nothing but the planner's statistics. */
    STATISTICS_ONLY
}
