package dev.sengi;

/** What a restore does otherwise than by default, and a dump's script has no say in. */
public enum RestoreFlag {
    /** Restores all or nothing: {@code -1}. */
    SINGLE_TRANSACTION,
    /** Stops at the first error: {@code -e}. */
    EXIT_ON_ERROR,
    /** Restores no rows into a table that could not be created: {@code --no-data-for-failed-tables}. */
    NO_DATA_FOR_FAILED_TABLES,
    /**
     * Sends each command by itself and waits for it, as pg_restore does. Otherwise many travel in one message, which makes
     * no difference except for the time that it takes.
     */
    SEPARATE_COMMANDS,
    /**
     * Warns of names that match nothing in the archive, and of lines of a list that name no entry: pg_restore without
     * {@code --strict-names}. Otherwise both are errors.
     */
    LENIENT_NAMES,
    /**
     * Restores of a chosen table its own definition and rows alone, without its indexes, constraints and triggers, as
     * {@code pg_restore -t} does.
     */
    BARE_TABLES,
    /** Refuses plain-text scripts, as pg_restore does. Otherwise they are run as psql runs them. */
    ARCHIVES_ONLY,
    /** Quotes every name, as the script of a dump with {@link DumpFlag#QUOTE_ALL_IDENTIFIERS} does. */
    QUOTE_ALL_IDENTIFIERS,
    /** Restores positions of sequences without other data, too, as the script of a dump with {@code --sequence-data} does. */
    SEQUENCE_DATA
}
