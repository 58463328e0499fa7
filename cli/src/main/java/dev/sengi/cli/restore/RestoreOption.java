package dev.sengi.cli.restore;

import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.OptionSpec;

/** pg_restore's options, in the order in which it lists them if an abbreviation is ambiguous. */
public enum RestoreOption implements CommandOption {
    CLEAN("c", "clean"),
    CREATE("C", "create"),
    DATA_ONLY("a", "data-only"),
    DBNAME("d:", "dbname"),
    EXIT_ON_ERROR("e", "exit-on-error"),
    EXCLUDE_SCHEMA("N:", "exclude-schema"),
    FILE("f:", "file"),
    FORMAT("F:", "format"),
    FUNCTION("P:", "function"),
    HOST("h:", "host"),
    INDEX("I:", "index"),
    JOBS("j:", "jobs"),
    LIST("l", "list"),
    NO_PRIVILEGES("x", "no-privileges", "no-acl"),
    NO_OWNER("O", "no-owner"),
    NO_RECONNECT("R", "no-reconnect"),
    PORT("p:", "port"),
    NO_PASSWORD("w", "no-password"),
    PASSWORD("W", "password"),
    SCHEMA("n:", "schema"),
    SCHEMA_ONLY("s", "schema-only"),
    SUPERUSER("S:", "superuser"),
    TABLE("t:", "table"),
    TRIGGER("T:", "trigger"),
    USE_LIST("L:", "use-list"),
    USERNAME("U:", "username"),
    VERBOSE("v", "verbose"),
    SINGLE_TRANSACTION("1", "single-transaction"),
    DISABLE_TRIGGERS("", "disable-triggers"),
    ENABLE_ROW_SECURITY("", "enable-row-security"),
    IF_EXISTS("", "if-exists"),
    NO_DATA_FOR_FAILED_TABLES("", "no-data-for-failed-tables"),
    NO_TABLE_ACCESS_METHOD("", "no-table-access-method"),
    NO_TABLESPACES("", "no-tablespaces"),
    ROLE(":", "role"),
    SECTION(":", "section"),
    STRICT_NAMES("", "strict-names"),
    TRANSACTION_SIZE(":", "transaction-size"),
    USE_SET_SESSION_AUTHORIZATION("", "use-set-session-authorization"),
    NO_COMMENTS("", "no-comments"),
    NO_DATA("", "no-data"),
    NO_POLICIES("", "no-policies"),
    NO_PUBLICATIONS("", "no-publications"),
    NO_SCHEMA("", "no-schema"),
    NO_SECURITY_LABELS("", "no-security-labels"),
    NO_SUBSCRIPTIONS("", "no-subscriptions"),
    NO_STATISTICS("", "no-statistics"),
    STATISTICS("", "statistics"),
    STATISTICS_ONLY("", "statistics-only"),
    FILTER(":", "filter"),
    RESTRICT_KEY(":", "restrict-key"),
    /** Sengi's own: shows what would be done. */
    DRY_RUN("", "dry-run"),
    /** Restores all databases of a folder, and their roles and tablespaces. */
    ALL("", "all"),
    /** How {@code sengi restore} shows its progress. */
    PROGRESS(":", "progress"),
    /** Only warnings and errors. */
    QUIET("q", "quiet"),
    COLOR(":", "color");

    @SuppressWarnings("ImmutableEnumChecker") // Its list is immutable.
    private final OptionSpec spec;

    RestoreOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }

    @Override
    public boolean isAbbreviated() {
        return this != DRY_RUN && !isOnlySengis();
    }

    @Override
    public boolean isOnlySengis() {
        return this == ALL || this == PROGRESS || this == QUIET || this == COLOR;
    }
}
