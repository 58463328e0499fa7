package dev.sengi;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.Section;
import dev.sengi.internal.option.ClusterOptions;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.option.RestoreOptions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Checks which options exclude or require each other, by the rules and in the words of pg_dump and pg_restore. */
final class OptionRules {
    private static final String KEY = "[A-Za-z0-9]+";

    private static final String SCHEMA_ONLY = "-s/--schema-only";
    private static final String DATA_ONLY = "-a/--data-only";
    private static final String STATISTICS = "--statistics";
    private static final String STATISTICS_ONLY = "--statistics-only";
    private static final String GLOBALS_ONLY = "-g/--globals-only";
    private static final String ROLES_ONLY = "-r/--roles-only";
    private static final String TABLESPACES_ONLY = "-t/--tablespaces-only";
    private static final String CLEAN = "-c/--clean";

    private OptionRules() {}

    /**
     * Returns the text if it can be sent to a server.
     *
     * @throws UsageException otherwise
     */
    static String text(String value, String name) {
        if (Objects.requireNonNull(value, name).indexOf('\0') >= 0) {
            throw new UsageException("invalid " + name + ": it contains a null character");
        }
        return value;
    }

    static Set<Section> atLeastOne(Set<Section> sections) {
        Set<Section> chosen = EnumSet.noneOf(Section.class);
        chosen.addAll(Objects.requireNonNull(sections, "sections"));
        // Entries that belong to no section are restored with the entries before them.
        chosen.remove(Section.NONE);
        if (chosen.isEmpty()) {
            throw new UsageException("no section is selected");
        }
        return chosen.equals(EnumSet.complementOf(EnumSet.of(Section.NONE))) ? EnumSet.allOf(Section.class) : chosen;
    }

    static void checkRestrictKey(String key) {
        if (!Objects.requireNonNull(key, "key").matches(KEY)) {
            throw new UsageException("invalid restrict key");
        }
    }

    static void check(DumpOptions options) {
        Predicate<DumpFlag> has = options::has;
        exclude(has, DumpFlag.SCHEMA_ONLY, SCHEMA_ONLY, DumpFlag.DATA_ONLY, DATA_ONLY);
        exclude(has, DumpFlag.SCHEMA_ONLY, SCHEMA_ONLY, DumpFlag.STATISTICS_ONLY, STATISTICS_ONLY);
        exclude(has, DumpFlag.DATA_ONLY, DATA_ONLY, DumpFlag.STATISTICS_ONLY, STATISTICS_ONLY);
        exclude(has, DumpFlag.DATA_ONLY, DATA_ONLY, DumpFlag.NO_DATA, "--no-data");
        exclude(has, DumpFlag.SCHEMA_ONLY, SCHEMA_ONLY, DumpFlag.NO_SCHEMA, "--no-schema");
        exclude(has, DumpFlag.DATA_ONLY, DATA_ONLY, DumpFlag.STATISTICS, STATISTICS);
        exclude(has, DumpFlag.SCHEMA_ONLY, SCHEMA_ONLY, DumpFlag.STATISTICS, STATISTICS);
        if (options.has(DumpFlag.SCHEMA_ONLY)
                && !options.patterns().of(DumpPattern.INCLUDE_FOREIGN_DATA).isEmpty()) {
            throw together(SCHEMA_ONLY, "--include-foreign-data");
        }
        if (options.jobs() > 1
                && !options.patterns().of(DumpPattern.INCLUDE_FOREIGN_DATA).isEmpty()) {
            throw new UsageException("option --include-foreign-data is not supported with parallel backup");
        }
        if (options.has(DumpFlag.DATA_ONLY) && options.has(ScriptFlag.CLEAN)) {
            throw together(CLEAN, DATA_ONLY);
        }
        requireClean(options.has(ScriptFlag.IF_EXISTS), options.has(ScriptFlag.CLEAN));
        if (options.has(DumpFlag.ON_CONFLICT_DO_NOTHING) && !options.inserts()) {
            throw requires("--on-conflict-do-nothing", "--inserts, --rows-per-insert, or --column-inserts");
        }
        if (options.format() == DumpFormat.TAR) {
            requireNone(options.compression());
        }
        if (options.format() != DumpFormat.PLAIN && options.restrictKey() != null) {
            throw new UsageException("option --restrict-key can only be used with --format=plain");
        }
    }

    /** Checks the format and compression of an archive's copy. */
    static void checkCopy(ArchiveFormat format, Compression compression) {
        Objects.requireNonNull(compression, "compression");
        if (format == ArchiveFormat.TAR) {
            requireNone(compression);
        }
    }

    private static void requireNone(Compression compression) {
        if (compression.algorithm() != CompressionAlgorithm.NONE) {
            throw new UsageException("compression is not supported by tar archive format");
        }
    }

    static void check(ClusterOptions options) {
        Predicate<DumpAllFlag> has = options::has;
        exclude(has, DumpAllFlag.GLOBALS_ONLY, GLOBALS_ONLY, DumpAllFlag.ROLES_ONLY, ROLES_ONLY);
        exclude(has, DumpAllFlag.GLOBALS_ONLY, GLOBALS_ONLY, DumpAllFlag.TABLESPACES_ONLY, TABLESPACES_ONLY);
        exclude(has, DumpAllFlag.ROLES_ONLY, ROLES_ONLY, DumpAllFlag.TABLESPACES_ONLY, TABLESPACES_ONLY);
        if (!options.databases() && !options.excluded().isEmpty()) {
            throw new UsageException("option --exclude-database cannot be used together with " + GLOBALS_ONLY + ", "
                    + ROLES_ONLY + ", or " + TABLESPACES_ONLY);
        }
        if (options.common().snapshot() != null) {
            throw new UsageException("a snapshot applies to only one database");
        }
        if (options.common().has(DumpFlag.CHECKSUM_FILE)) {
            throw new UsageException("a checksum file can be written only for the dump of one database");
        }
    }

    /** Returns the options that are set. */
    static RestoreOptions checked(RestoreOptions.Builder choices) {
        if (choices.schemaOnly && choices.dataOnly) {
            throw together(SCHEMA_ONLY, DATA_ONLY);
        }
        if (choices.dataOnly && !choices.data) {
            throw together(DATA_ONLY, "--no-data");
        }
        if (choices.schemaOnly && !choices.schema) {
            throw together(SCHEMA_ONLY, "--no-schema");
        }
        if (choices.dataOnly && Boolean.TRUE.equals(choices.statistics)) {
            throw together(DATA_ONLY, STATISTICS);
        }
        if (choices.schemaOnly && Boolean.TRUE.equals(choices.statistics)) {
            throw together(SCHEMA_ONLY, STATISTICS);
        }
        RestoreOptions options = choices.build();
        if (choices.dataOnly && options.has(ScriptFlag.CLEAN)) {
            throw together(CLEAN, DATA_ONLY);
        }
        check(options);
        return options;
    }

    private static void check(RestoreOptions options) {
        if (options.has(ScriptFlag.CREATE) && options.has(RestoreFlag.SINGLE_TRANSACTION)) {
            throw together("-C/--create", "-1/--single-transaction");
        }
        if (options.has(RestoreFlag.SINGLE_TRANSACTION) && options.transactionSize() > 0) {
            throw together("-1/--single-transaction", "--transaction-size");
        }
        requireClean(options.has(ScriptFlag.IF_EXISTS), options.has(ScriptFlag.CLEAN));
    }

    /**
     * Requires connections to other databases of the server.
     *
     * @param purpose what needs them, for the message
     */
    static void requireSeveralDatabases(ConnectionSource source, String purpose) {
        try {
            var unused = source.toDatabase("postgres");
        } catch (UnsupportedOperationException e) {
            throw new UsageException("cannot " + purpose + ": the connection source can reach only one database");
        } catch (RuntimeException e) {
            // The source can reach other databases, though perhaps not this one, which may never be needed.
        }
    }

    private static void requireClean(boolean ifExists, boolean clean) {
        if (ifExists && !clean) {
            throw requires("--if-exists", CLEAN);
        }
    }

    private static <F> void exclude(Predicate<F> has, F some, String someName, F other, String otherName) {
        if (has.test(some) && has.test(other)) {
            throw together(someName, otherName);
        }
    }

    static UsageException together(String some, String other) {
        return new UsageException("options " + some + " and " + other + " cannot be used together");
    }

    private static UsageException requires(String option, String required) {
        return new UsageException("option " + option + " requires option " + required);
    }
}
