package dev.sengi.archive.internal.traits;

/** What is true of some types of TOC entries and false of most. */
public enum Trait {
    /** Creates or alters the database itself. */
    DATABASE,
    /** Creates the database. */
    CREATES_DATABASE,
    /** Creates a schema. */
    SCHEMA,
    /** Creates a relation to which other tables can be attached, or from which they can inherit. */
    TABLE,
    /** Creates a relation that stores its rows itself, by an access method. */
    STORES_ROWS,
    /** Attaches a table to another one. */
    ATTACHES_TABLE,
    /** Fills a materialized view. */
    FILLS_VIEW,
    /** Creates an index. */
    INDEX,
    /** Adds a constraint to a table or domain. */
    CONSTRAINT,
    /** Creates a function that expressions may call. */
    FUNCTION,
    /** Creates objects that have no entries, such as functions. */
    EXTENSION,
    /** Creates an object that acts on later commands. */
    FIRES_FOR_COMMANDS,
    /** Creating such an object may call functions for each row of its table. */
    READS_ROWS,
    /** Such an object, if used in an expression, may read tables that the expression does not name. */
    READS_TABLES,
    /** Is restored only together with the entry on which it depends. */
    ANNOTATION,
    /** Contains a message instead of commands. */
    WARNING,
    /** The definition is one command, even if it contains several semicolons. */
    ONE_COMMAND,
    /** The command that drops such an object does not accept {@code IF EXISTS}. */
    NO_IF_EXISTS,
    /** Entries with different owners and the same name are different objects. */
    NAMED_PER_OWNER,
    /**
     * pg_dump determines the definition only when it writes the table of contents, and omits it from a second copy of
     * that table.
     */
    DEFINED_LATE
}
