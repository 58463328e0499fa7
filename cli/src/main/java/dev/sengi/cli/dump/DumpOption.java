package dev.sengi.cli.dump;

import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.OptionSpec;
import java.util.EnumSet;
import java.util.Set;

/** pg_dump's options, in the order in which it lists them if an abbreviation is ambiguous. */
public enum DumpOption implements CommandOption {
    DATA_ONLY("a", "data-only"),
    LARGE_OBJECTS("b", "blobs", "large-objects"),
    NO_LARGE_OBJECTS("B", "no-blobs", "no-large-objects"),
    CLEAN("c", "clean"),
    CREATE("C", "create"),
    DBNAME("d:", "dbname"),
    EXTENSION("e:", "extension"),
    FILE("f:", "file"),
    FORMAT("F:", "format"),
    HOST("h:", "host"),
    JOBS("j:", "jobs"),
    NO_RECONNECT("R", "no-reconnect"),
    NO_OWNER("O", "no-owner"),
    PORT("p:", "port"),
    SCHEMA("n:", "schema"),
    EXCLUDE_SCHEMA("N:", "exclude-schema"),
    SCHEMA_ONLY("s", "schema-only"),
    SUPERUSER("S:", "superuser"),
    TABLE("t:", "table"),
    EXCLUDE_TABLE("T:", "exclude-table"),
    NO_PASSWORD("w", "no-password"),
    PASSWORD("W", "password"),
    USERNAME("U:", "username"),
    VERBOSE("v", "verbose"),
    NO_PRIVILEGES("x", "no-privileges", "no-acl"),
    COMPRESS("Z:", "compress"),
    ENCODING("E:", "encoding"),
    HELP("", "help"),
    VERSION("", "version"),
    OBSOLETE("X"),
    ATTRIBUTE_INSERTS("", "attribute-inserts"),
    BINARY_UPGRADE("", "binary-upgrade"),
    COLUMN_INSERTS("", "column-inserts"),
    DISABLE_DOLLAR_QUOTING("", "disable-dollar-quoting"),
    DISABLE_TRIGGERS("", "disable-triggers"),
    ENABLE_ROW_SECURITY("", "enable-row-security"),
    EXCLUDE_TABLE_DATA(":", "exclude-table-data"),
    EXTRA_FLOAT_DIGITS(":", "extra-float-digits"),
    IF_EXISTS("", "if-exists"),
    INSERTS("", "inserts"),
    LOCK_WAIT_TIMEOUT(":", "lock-wait-timeout"),
    NO_TABLE_ACCESS_METHOD("", "no-table-access-method"),
    NO_TABLESPACES("", "no-tablespaces"),
    QUOTE_ALL_IDENTIFIERS("", "quote-all-identifiers"),
    LOAD_VIA_PARTITION_ROOT("", "load-via-partition-root"),
    ROLE(":", "role"),
    SECTION(":", "section"),
    SERIALIZABLE_DEFERRABLE("", "serializable-deferrable"),
    SNAPSHOT(":", "snapshot"),
    STATISTICS("", "statistics"),
    STATISTICS_ONLY("", "statistics-only"),
    STRICT_NAMES("", "strict-names"),
    USE_SET_SESSION_AUTHORIZATION("", "use-set-session-authorization"),
    NO_COMMENTS("", "no-comments"),
    NO_DATA("", "no-data"),
    NO_POLICIES("", "no-policies"),
    NO_PUBLICATIONS("", "no-publications"),
    NO_SCHEMA("", "no-schema"),
    NO_SECURITY_LABELS("", "no-security-labels"),
    NO_STATISTICS("", "no-statistics"),
    NO_SUBSCRIPTIONS("", "no-subscriptions"),
    NO_TOAST_COMPRESSION("", "no-toast-compression"),
    NO_UNLOGGED_TABLE_DATA("", "no-unlogged-table-data"),
    NO_SYNC("", "no-sync"),
    ON_CONFLICT_DO_NOTHING("", "on-conflict-do-nothing"),
    ROWS_PER_INSERT(":", "rows-per-insert"),
    INCLUDE_FOREIGN_DATA(":", "include-foreign-data"),
    TABLE_AND_CHILDREN(":", "table-and-children"),
    EXCLUDE_TABLE_AND_CHILDREN(":", "exclude-table-and-children"),
    EXCLUDE_TABLE_DATA_AND_CHILDREN(":", "exclude-table-data-and-children"),
    SYNC_METHOD(":", "sync-method"),
    FILTER(":", "filter"),
    EXCLUDE_EXTENSION(":", "exclude-extension"),
    SEQUENCE_DATA("", "sequence-data"),
    RESTRICT_KEY(":", "restrict-key"),
    SPLIT_TABLES_LARGER_THAN(":", "split-tables-larger-than"),
    CHECKSUM("", "checksum"),
    ALL("", "all"),
    EXCLUDE_DATABASE(":", "exclude-database"),
    NO_ROLE_PASSWORDS("", "no-role-passwords"),
    /** How {@code sengi dump} shows its progress. */
    PROGRESS(":", "progress"),
    /** Only warnings and errors. */
    QUIET("q", "quiet"),
    COLOR(":", "color");

    private static final Set<DumpOption> ONLY_SENGIS =
            EnumSet.of(CHECKSUM, ALL, EXCLUDE_DATABASE, NO_ROLE_PASSWORDS, PROGRESS, QUIET, COLOR);

    @SuppressWarnings("ImmutableEnumChecker") // Its list is immutable.
    private final OptionSpec spec;

    DumpOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }

    @Override
    public boolean isAbbreviated() {
        return this != SPLIT_TABLES_LARGER_THAN && !isOnlySengis();
    }

    @Override
    public boolean isOnlySengis() {
        return ONLY_SENGIS.contains(this);
    }
}
