package dev.sengi;

/** What a restore, or the script of a dump, does otherwise than by default; each is an option of pg_restore. */
public enum RestoreFlag {
    CLEAN,
    IF_EXISTS,
    CREATE,
    NO_OWNER,
    NO_PRIVILEGES,
    NO_COMMENTS,
    NO_SECURITY_LABELS,
    NO_PUBLICATIONS,
    NO_SUBSCRIPTIONS,
    NO_POLICIES,
    NO_TABLESPACES,
    NO_TABLE_ACCESS_METHOD,
    DISABLE_TRIGGERS,
    ENABLE_ROW_SECURITY,
    USE_SET_SESSION_AUTHORIZATION,
    SINGLE_TRANSACTION,
    EXIT_ON_ERROR,
    NO_DATA_FOR_FAILED_TABLES,
    /**
     * Sends each command by itself and waits for it, as pg_restore does. Otherwise many travel in one message, which makes no
     * difference but for the time that it takes.
     */
    SEPARATE_COMMANDS,
    /**
     * Passes over names that match nothing in the archive, and over lines of a list that name no entry, of which the listener
     * is warned: pg_restore without {@code --strict-names}. Otherwise both are errors.
     */
    LENIENT_NAMES,
    /** Quotes every name, as the script of a dump with {@code --quote-all-identifiers} does. */
    QUOTE_ALL_IDENTIFIERS,
    /** Restores positions of sequences also without other data, as the script of a dump with {@code --sequence-data} does. */
    SEQUENCE_DATA,
    /** Comments of a script tell dump IDs, catalog IDs, dependencies and times. */
    VERBOSE
}
