package dev.sengi.cli;

import java.util.List;

/** pg_dump's options, in the order in which it lists them as possibilities. */
enum DumpOption implements OptionSpec {
    DATA_ONLY('a', "data-only"),
    LARGE_OBJECTS('b', "blobs", "large-objects"),
    NO_LARGE_OBJECTS('B', "no-blobs", "no-large-objects"),
    CLEAN('c', "clean"),
    CREATE('C', "create"),
    DBNAME('d', true, "dbname"),
    EXTENSION('e', true, "extension"),
    FILE('f', true, "file"),
    FORMAT('F', true, "format"),
    HOST('h', true, "host"),
    JOBS('j', true, "jobs"),
    NO_RECONNECT('R', "no-reconnect"),
    NO_OWNER('O', "no-owner"),
    PORT('p', true, "port"),
    SCHEMA('n', true, "schema"),
    EXCLUDE_SCHEMA('N', true, "exclude-schema"),
    SCHEMA_ONLY('s', "schema-only"),
    SUPERUSER('S', true, "superuser"),
    TABLE('t', true, "table"),
    EXCLUDE_TABLE('T', true, "exclude-table"),
    NO_PASSWORD('w', "no-password"),
    PASSWORD('W', "password"),
    USERNAME('U', true, "username"),
    VERBOSE('v', "verbose"),
    NO_PRIVILEGES('x', "no-privileges", "no-acl"),
    COMPRESS('Z', true, "compress"),
    ENCODING('E', true, "encoding"),
    HELP("help"),
    VERSION("version"),
    OBSOLETE('X'),
    ATTRIBUTE_INSERTS("attribute-inserts"),
    BINARY_UPGRADE("binary-upgrade"),
    COLUMN_INSERTS("column-inserts"),
    DISABLE_DOLLAR_QUOTING("disable-dollar-quoting"),
    DISABLE_TRIGGERS("disable-triggers"),
    ENABLE_ROW_SECURITY("enable-row-security"),
    EXCLUDE_TABLE_DATA(true, "exclude-table-data"),
    EXTRA_FLOAT_DIGITS(true, "extra-float-digits"),
    IF_EXISTS("if-exists"),
    INSERTS("inserts"),
    LOCK_WAIT_TIMEOUT(true, "lock-wait-timeout"),
    NO_TABLE_ACCESS_METHOD("no-table-access-method"),
    NO_TABLESPACES("no-tablespaces"),
    QUOTE_ALL_IDENTIFIERS("quote-all-identifiers"),
    LOAD_VIA_PARTITION_ROOT("load-via-partition-root"),
    ROLE(true, "role"),
    SECTION(true, "section"),
    SERIALIZABLE_DEFERRABLE("serializable-deferrable"),
    SNAPSHOT(true, "snapshot"),
    STATISTICS("statistics"),
    STATISTICS_ONLY("statistics-only"),
    STRICT_NAMES("strict-names"),
    USE_SET_SESSION_AUTHORIZATION("use-set-session-authorization"),
    NO_COMMENTS("no-comments"),
    NO_DATA("no-data"),
    NO_POLICIES("no-policies"),
    NO_PUBLICATIONS("no-publications"),
    NO_SCHEMA("no-schema"),
    NO_SECURITY_LABELS("no-security-labels"),
    NO_STATISTICS("no-statistics"),
    NO_SUBSCRIPTIONS("no-subscriptions"),
    NO_TOAST_COMPRESSION("no-toast-compression"),
    NO_UNLOGGED_TABLE_DATA("no-unlogged-table-data"),
    NO_SYNC("no-sync"),
    ON_CONFLICT_DO_NOTHING("on-conflict-do-nothing"),
    ROWS_PER_INSERT(true, "rows-per-insert"),
    INCLUDE_FOREIGN_DATA(true, "include-foreign-data"),
    TABLE_AND_CHILDREN(true, "table-and-children"),
    EXCLUDE_TABLE_AND_CHILDREN(true, "exclude-table-and-children"),
    EXCLUDE_TABLE_DATA_AND_CHILDREN(true, "exclude-table-data-and-children"),
    SYNC_METHOD(true, "sync-method"),
    FILTER(true, "filter"),
    EXCLUDE_EXTENSION(true, "exclude-extension"),
    SEQUENCE_DATA("sequence-data"),
    RESTRICT_KEY(true, "restrict-key");

    private final char letter;
    private final boolean takesArgument;

    @SuppressWarnings("ImmutableEnumChecker") // The list is an immutable one.
    private final List<String> longNames;

    DumpOption(char letter, boolean takesArgument, String... longNames) {
        this.letter = letter;
        this.takesArgument = takesArgument;
        this.longNames = List.of(longNames);
    }

    DumpOption(char letter, String... longNames) {
        this(letter, false, longNames);
    }

    DumpOption(boolean takesArgument, String... longNames) {
        this('\0', takesArgument, longNames);
    }

    DumpOption(String... longNames) {
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
