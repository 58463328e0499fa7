package dev.sengi.cli.dumpall;

import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.OptionSpec;

/** pg_dumpall's options, in the order in which it lists them if an abbreviation is ambiguous. */
public enum DumpAllOption implements CommandOption {
    DATA_ONLY("a", "data-only"),
    CLEAN("c", "clean"),
    ENCODING("E:", "encoding"),
    FILE("f:", "file"),
    GLOBALS_ONLY("g", "globals-only"),
    HOST("h:", "host"),
    DBNAME("d:", "dbname"),
    DATABASE("l:", "database"),
    NO_OWNER("O", "no-owner"),
    PORT("p:", "port"),
    ROLES_ONLY("r", "roles-only"),
    SCHEMA_ONLY("s", "schema-only"),
    SUPERUSER("S:", "superuser"),
    TABLESPACES_ONLY("t", "tablespaces-only"),
    USERNAME("U:", "username"),
    VERBOSE("v", "verbose"),
    NO_PASSWORD("w", "no-password"),
    PASSWORD("W", "password"),
    NO_PRIVILEGES("x", "no-privileges", "no-acl"),
    ATTRIBUTE_INSERTS("", "attribute-inserts"),
    BINARY_UPGRADE("", "binary-upgrade"),
    COLUMN_INSERTS("", "column-inserts"),
    DISABLE_DOLLAR_QUOTING("", "disable-dollar-quoting"),
    DISABLE_TRIGGERS("", "disable-triggers"),
    EXCLUDE_DATABASE(":", "exclude-database"),
    EXTRA_FLOAT_DIGITS(":", "extra-float-digits"),
    IF_EXISTS("", "if-exists"),
    INSERTS("", "inserts"),
    LOCK_WAIT_TIMEOUT(":", "lock-wait-timeout"),
    NO_TABLE_ACCESS_METHOD("", "no-table-access-method"),
    NO_TABLESPACES("", "no-tablespaces"),
    QUOTE_ALL_IDENTIFIERS("", "quote-all-identifiers"),
    LOAD_VIA_PARTITION_ROOT("", "load-via-partition-root"),
    ROLE(":", "role"),
    USE_SET_SESSION_AUTHORIZATION("", "use-set-session-authorization"),
    NO_COMMENTS("", "no-comments"),
    NO_DATA("", "no-data"),
    NO_POLICIES("", "no-policies"),
    NO_PUBLICATIONS("", "no-publications"),
    NO_ROLE_PASSWORDS("", "no-role-passwords"),
    NO_SCHEMA("", "no-schema"),
    NO_SECURITY_LABELS("", "no-security-labels"),
    NO_SUBSCRIPTIONS("", "no-subscriptions"),
    NO_STATISTICS("", "no-statistics"),
    NO_SYNC("", "no-sync"),
    NO_TOAST_COMPRESSION("", "no-toast-compression"),
    NO_UNLOGGED_TABLE_DATA("", "no-unlogged-table-data"),
    ON_CONFLICT_DO_NOTHING("", "on-conflict-do-nothing"),
    ROWS_PER_INSERT(":", "rows-per-insert"),
    STATISTICS("", "statistics"),
    STATISTICS_ONLY("", "statistics-only"),
    FILTER(":", "filter"),
    SEQUENCE_DATA("", "sequence-data"),
    RESTRICT_KEY(":", "restrict-key");

    @SuppressWarnings("ImmutableEnumChecker") // Its list is immutable.
    private final OptionSpec spec;

    DumpAllOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }
}
