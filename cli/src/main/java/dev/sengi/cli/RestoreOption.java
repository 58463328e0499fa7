package dev.sengi.cli;

import java.util.List;

/** pg_restore's options, in the order in which it lists them as possibilities. */
enum RestoreOption implements OptionSpec {
    CLEAN('c', "clean"),
    CREATE('C', "create"),
    DATA_ONLY('a', "data-only"),
    DBNAME('d', true, "dbname"),
    EXIT_ON_ERROR('e', "exit-on-error"),
    EXCLUDE_SCHEMA('N', true, "exclude-schema"),
    FILE('f', true, "file"),
    FORMAT('F', true, "format"),
    FUNCTION('P', true, "function"),
    HOST('h', true, "host"),
    INDEX('I', true, "index"),
    JOBS('j', true, "jobs"),
    LIST('l', "list"),
    NO_PRIVILEGES('x', "no-privileges", "no-acl"),
    NO_OWNER('O', "no-owner"),
    NO_RECONNECT('R', "no-reconnect"),
    PORT('p', true, "port"),
    NO_PASSWORD('w', "no-password"),
    PASSWORD('W', "password"),
    SCHEMA('n', true, "schema"),
    SCHEMA_ONLY('s', "schema-only"),
    SUPERUSER('S', true, "superuser"),
    TABLE('t', true, "table"),
    TRIGGER('T', true, "trigger"),
    USE_LIST('L', true, "use-list"),
    USERNAME('U', true, "username"),
    VERBOSE('v', "verbose"),
    SINGLE_TRANSACTION('1', "single-transaction"),
    DISABLE_TRIGGERS("disable-triggers"),
    ENABLE_ROW_SECURITY("enable-row-security"),
    IF_EXISTS("if-exists"),
    NO_DATA_FOR_FAILED_TABLES("no-data-for-failed-tables"),
    NO_TABLE_ACCESS_METHOD("no-table-access-method"),
    NO_TABLESPACES("no-tablespaces"),
    ROLE(true, "role"),
    SECTION(true, "section"),
    STRICT_NAMES("strict-names"),
    TRANSACTION_SIZE(true, "transaction-size"),
    USE_SET_SESSION_AUTHORIZATION("use-set-session-authorization"),
    NO_COMMENTS("no-comments"),
    NO_DATA("no-data"),
    NO_POLICIES("no-policies"),
    NO_PUBLICATIONS("no-publications"),
    NO_SCHEMA("no-schema"),
    NO_SECURITY_LABELS("no-security-labels"),
    NO_SUBSCRIPTIONS("no-subscriptions"),
    NO_STATISTICS("no-statistics"),
    STATISTICS("statistics"),
    STATISTICS_ONLY("statistics-only"),
    FILTER(true, "filter"),
    RESTRICT_KEY(true, "restrict-key");

    private final char letter;
    private final boolean takesArgument;

    @SuppressWarnings("ImmutableEnumChecker") // The list is an immutable one.
    private final List<String> longNames;

    RestoreOption(char letter, boolean takesArgument, String... longNames) {
        this.letter = letter;
        this.takesArgument = takesArgument;
        this.longNames = List.of(longNames);
    }

    RestoreOption(char letter, String... longNames) {
        this(letter, false, longNames);
    }

    RestoreOption(boolean takesArgument, String... longNames) {
        this('\0', takesArgument, longNames);
    }

    RestoreOption(String... longNames) {
        this('\0', false, longNames);
    }

    @Override
    public char letter() {
        return letter;
    }

    @Override
    public boolean takesArgument() {
        return takesArgument;
    }

    @Override
    public List<String> longNames() {
        return longNames;
    }
}
