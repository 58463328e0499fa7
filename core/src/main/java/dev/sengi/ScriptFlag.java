package dev.sengi;

/** What a restore, or the script that a plain dump is, does otherwise than by default; each is an option of pg_restore. */
public enum ScriptFlag {
    /** Drops objects before creating them. */
    CLEAN,
    /** Drops with IF EXISTS; needs {@link #CLEAN}. */
    IF_EXISTS,
    /** Creates the database that was dumped, and connects to it. */
    CREATE,
    /** Leaves objects to the role that restores. */
    NO_OWNER,
    /** Restores no grants. */
    NO_PRIVILEGES,
    NO_COMMENTS,
    NO_SECURITY_LABELS,
    NO_PUBLICATIONS,
    NO_SUBSCRIPTIONS,
    /** Restores no policies of row-level security. */
    NO_POLICIES,
    NO_TABLESPACES,
    NO_TABLE_ACCESS_METHOD,
    /** Disables triggers while data alone are restored. */
    DISABLE_TRIGGERS,
    /** Leaves row-level security on, which may hide rows. */
    ENABLE_ROW_SECURITY,
    /** Sets owners by {@code SET SESSION AUTHORIZATION} instead of {@code ALTER … OWNER TO}. */
    USE_SET_SESSION_AUTHORIZATION,
    /** Writes dump IDs, catalog IDs, dependencies and times into a script's comments. */
    VERBOSE
}
