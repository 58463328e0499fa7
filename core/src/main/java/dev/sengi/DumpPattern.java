package dev.sengi;

/** What a pattern of a dump chooses or leaves out; each is an option of pg_dump. */
public enum DumpPattern {
    /** {@code -n}. */
    INCLUDE_SCHEMA,
    /** {@code -N}. */
    EXCLUDE_SCHEMA,
    /** {@code -t}. */
    INCLUDE_TABLE,
    /** {@code --table-and-children}: partitions, and what inherits from the tables, too. */
    INCLUDE_TABLE_AND_CHILDREN,
    /** {@code -T}. */
    EXCLUDE_TABLE,
    /** {@code --exclude-table-and-children}. */
    EXCLUDE_TABLE_AND_CHILDREN,
    /** {@code --exclude-table-data}. */
    EXCLUDE_TABLE_DATA,
    /** {@code --exclude-table-data-and-children}. */
    EXCLUDE_TABLE_DATA_AND_CHILDREN,
    /** {@code -e}: no other extensions, and nothing else that is outside schemas. */
    INCLUDE_EXTENSION,
    /** {@code include extension} in a filter: no other extensions. */
    INCLUDE_EXTENSION_ALONE,
    /** {@code --exclude-extension}. */
    EXCLUDE_EXTENSION,
    /** {@code --include-foreign-data}: the rows of foreign tables on the servers that match. */
    INCLUDE_FOREIGN_DATA
}
