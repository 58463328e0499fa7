package dev.sengi;

/** What a pattern of a dump selects or leaves out; each is an option of pg_dump. More constants may be added. */
public enum DumpPattern {
    /** {@code -n}: these schemas and their contents. */
    INCLUDE_SCHEMA,
    /** {@code -N}: not these schemas. */
    EXCLUDE_SCHEMA,
    /** {@code -t}: these tables, views and sequences. */
    INCLUDE_TABLE,
    /** {@code --table-and-children}: these tables, their partitions, and the tables that inherit from them. */
    INCLUDE_TABLE_AND_CHILDREN,
    /** {@code -T}: not these tables, views and sequences. */
    EXCLUDE_TABLE,
    /**
     * {@code --exclude-table-and-children}: not these tables, their partitions, or the tables that inherit from them.
     */
    EXCLUDE_TABLE_AND_CHILDREN,
    /** {@code --exclude-table-data}: not the rows of these tables. */
    EXCLUDE_TABLE_DATA,
    /**
     * {@code --exclude-table-data-and-children}: not the rows of these tables, their partitions, or the tables that
     * inherit from them.
     */
    EXCLUDE_TABLE_DATA_AND_CHILDREN,
    /** {@code -e}: only these extensions, and nothing else outside schemas. */
    INCLUDE_EXTENSION,
    /** {@code include extension} in a filter file: only these extensions. */
    INCLUDE_EXTENSION_ALONE,
    /** {@code --exclude-extension}: not these extensions. */
    EXCLUDE_EXTENSION,
    /**
     * {@code --include-foreign-data}: the rows of foreign tables on these servers. Cannot be combined with several jobs
     * or {@link DumpFlag#SCHEMA_ONLY}.
     */
    INCLUDE_FOREIGN_DATA
}
