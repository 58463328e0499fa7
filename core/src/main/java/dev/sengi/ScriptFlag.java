package dev.sengi;

/** An option of pg_restore that plain dumps can have, too, and that is either set or not. More constants may be added. */
public enum ScriptFlag {
    /** {@code -c}: drops objects before creating them. Cannot be combined with dumping or restoring only data. */
    CLEAN,
    /** {@code --if-exists}: drops with IF EXISTS; requires {@link #CLEAN}. */
    IF_EXISTS,
    /** {@code -C}: creates the database that was dumped, and connects to it. */
    CREATE,
    /** {@code -O}: sets no owners, so that objects belong to the restoring role. */
    NO_OWNER,
    /** {@code -x}: leaves out grants. */
    NO_PRIVILEGES,
    /** {@code --no-comments}: leaves out comments. */
    NO_COMMENTS,
    /** {@code --no-security-labels}: leaves out security labels. */
    NO_SECURITY_LABELS,
    /** {@code --no-publications}: leaves out publications. */
    NO_PUBLICATIONS,
    /** {@code --no-subscriptions}: leaves out subscriptions. */
    NO_SUBSCRIPTIONS,
    /** {@code --no-policies}: leaves out policies of row-level security. */
    NO_POLICIES,
    /** {@code --no-tablespaces}: creates everything in the default tablespace, and no tablespaces. */
    NO_TABLESPACES,
    /** {@code --no-table-access-method}: creates tables with the default access method. */
    NO_TABLE_ACCESS_METHOD,
    /** {@code --disable-triggers}: disables triggers while only data are restored. */
    DISABLE_TRIGGERS,
    /** {@code --enable-row-security}: leaves row-level security on, which may hide rows. */
    ENABLE_ROW_SECURITY,
    /** {@code --use-set-session-authorization}: sets owners with that command instead of {@code ALTER … OWNER TO}. */
    USE_SET_SESSION_AUTHORIZATION,
    /** {@code -v}: writes dump IDs, catalog IDs, dependencies and times into a script's comments. */
    VERBOSE
}
