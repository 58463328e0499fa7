package dev.sengi;

/** An option of pg_dumpall that pg_dump does not have, and that is either set or not. More constants may be added. */
public enum DumpAllFlag {
    /** {@code -g}: dumps roles and tablespaces, but no databases. */
    GLOBALS_ONLY,
    /** {@code -r}: dumps only roles, with their memberships, settings and privileges on parameters. */
    ROLES_ONLY,
    /** {@code -t}: dumps only tablespaces. */
    TABLESPACES_ONLY,
    /** {@code --no-role-passwords}: leaves out passwords, which only superusers may read. */
    NO_ROLE_PASSWORDS
}
