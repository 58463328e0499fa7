package dev.sengi;

/**
 * An option of a restore that is either set or not, and that does not apply to plain dumps. More constants may be
 * added.
 */
public enum RestoreFlag {
    /**
     * {@code -1}: restores everything or nothing, in one transaction. Also sets {@link #EXIT_ON_ERROR}, because after
     * an error, every command would fail. Cannot be combined with several jobs, {@link ScriptFlag#CREATE} or {@link
     * PgRestore#transactionSize}.
     */
    SINGLE_TRANSACTION,
    /** {@code -e}: stops at the first error. */
    EXIT_ON_ERROR,
    /** {@code --no-data-for-failed-tables}: restores no rows into a table that could not be created. */
    NO_DATA_FOR_FAILED_TABLES,
    /**
     * Sends each command by itself and waits for its result, as pg_restore does. Otherwise, many commands are sent in
     * one message, which is one transaction. If one of them fails, those before it are repeated. The difference affects
     * how long a restore takes, the values that repeated INSERT commands take from sequences, and what functions called
     * by the commands can observe of the transaction: its start time, its ID, and settings that end with it. Commands
     * that may fire triggers, event triggers or rules are always sent by themselves.
     */
    SEPARATE_COMMANDS,
    /**
     * Warns about names that match nothing in the archive, as pg_restore does without {@code --strict-names}. Otherwise
     * they are errors.
     */
    LENIENT_NAMES,
    /**
     * Warns about list lines that match no remaining entry, as pg_restore always does. Otherwise they are errors. As in
     * pg_restore, a line is always an error if no entry has its ID although the archive contains larger IDs.
     */
    LENIENT_LIST,
    /**
     * Restores only the definition and rows of a selected table, without its indexes, constraints and triggers, as
     * {@code pg_restore -t} does.
     */
    BARE_TABLES,
    /**
     * Continues in the existing database if {@link PgRestore#create()} cannot create it, as pg_restore does. Otherwise,
     * the restore ends, because it would add rows to those already there.
     */
    RESTORE_INTO_EXISTING,
    /** Rejects plain-text scripts, as pg_restore does. Otherwise they are run as psql runs them. */
    ARCHIVES_ONLY,
    /** Quotes every name, as the script of a dump with {@link DumpFlag#QUOTE_ALL_IDENTIFIERS} does. */
    QUOTE_ALL_IDENTIFIERS,
    /**
     * Restores the positions of sequences even if no other data are restored, as the script of a dump with {@link
     * DumpFlag#SEQUENCE_DATA} does.
     */
    SEQUENCE_DATA
}
