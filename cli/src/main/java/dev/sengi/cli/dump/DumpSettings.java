package dev.sengi.cli.dump;

import dev.sengi.DumpFlag;
import dev.sengi.DumpPattern;
import dev.sengi.PgDump;
import dev.sengi.ScriptFlag;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import dev.sengi.cli.option.SectionOption;
import dev.sengi.cli.option.SizeOption;
import dev.sengi.internal.text.NativeText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Configures a dump according to pg_dump's options. */
public final class DumpSettings {
    private static final Map<DumpOption, DumpFlag> FLAGS = new EnumMap<>(Map.ofEntries(
            Map.entry(DumpOption.SCHEMA_ONLY, DumpFlag.SCHEMA_ONLY),
            Map.entry(DumpOption.NO_DATA, DumpFlag.NO_DATA),
            Map.entry(DumpOption.DATA_ONLY, DumpFlag.DATA_ONLY),
            Map.entry(DumpOption.NO_SCHEMA, DumpFlag.NO_SCHEMA),
            Map.entry(DumpOption.INSERTS, DumpFlag.INSERTS),
            Map.entry(DumpOption.COLUMN_INSERTS, DumpFlag.COLUMN_INSERTS),
            Map.entry(DumpOption.ATTRIBUTE_INSERTS, DumpFlag.COLUMN_INSERTS),
            Map.entry(DumpOption.ON_CONFLICT_DO_NOTHING, DumpFlag.ON_CONFLICT_DO_NOTHING),
            Map.entry(DumpOption.LARGE_OBJECTS, DumpFlag.LARGE_OBJECTS),
            Map.entry(DumpOption.NO_LARGE_OBJECTS, DumpFlag.NO_LARGE_OBJECTS),
            Map.entry(DumpOption.DISABLE_DOLLAR_QUOTING, DumpFlag.DISABLE_DOLLAR_QUOTING),
            Map.entry(DumpOption.QUOTE_ALL_IDENTIFIERS, DumpFlag.QUOTE_ALL_IDENTIFIERS),
            Map.entry(DumpOption.NO_TOAST_COMPRESSION, DumpFlag.NO_TOAST_COMPRESSION),
            Map.entry(DumpOption.NO_UNLOGGED_TABLE_DATA, DumpFlag.NO_UNLOGGED_TABLE_DATA),
            Map.entry(DumpOption.LOAD_VIA_PARTITION_ROOT, DumpFlag.LOAD_VIA_PARTITION_ROOT),
            Map.entry(DumpOption.SERIALIZABLE_DEFERRABLE, DumpFlag.SERIALIZABLE_DEFERRABLE),
            Map.entry(DumpOption.NO_SYNC, DumpFlag.NO_SYNC),
            Map.entry(DumpOption.SEQUENCE_DATA, DumpFlag.SEQUENCE_DATA),
            Map.entry(DumpOption.BINARY_UPGRADE, DumpFlag.BINARY_UPGRADE),
            Map.entry(DumpOption.STATISTICS, DumpFlag.STATISTICS),
            Map.entry(DumpOption.STATISTICS_ONLY, DumpFlag.STATISTICS_ONLY),
            Map.entry(DumpOption.STRICT_NAMES, DumpFlag.STRICT_NAMES),
            Map.entry(DumpOption.CHECKSUM, DumpFlag.CHECKSUM_FILE)));

    private static final Map<DumpOption, ScriptFlag> SCRIPT_FLAGS = new EnumMap<>(Map.ofEntries(
            Map.entry(DumpOption.CLEAN, ScriptFlag.CLEAN),
            Map.entry(DumpOption.IF_EXISTS, ScriptFlag.IF_EXISTS),
            Map.entry(DumpOption.CREATE, ScriptFlag.CREATE),
            Map.entry(DumpOption.NO_OWNER, ScriptFlag.NO_OWNER),
            Map.entry(DumpOption.NO_PRIVILEGES, ScriptFlag.NO_PRIVILEGES),
            Map.entry(DumpOption.NO_COMMENTS, ScriptFlag.NO_COMMENTS),
            Map.entry(DumpOption.NO_SECURITY_LABELS, ScriptFlag.NO_SECURITY_LABELS),
            Map.entry(DumpOption.NO_PUBLICATIONS, ScriptFlag.NO_PUBLICATIONS),
            Map.entry(DumpOption.NO_SUBSCRIPTIONS, ScriptFlag.NO_SUBSCRIPTIONS),
            Map.entry(DumpOption.NO_POLICIES, ScriptFlag.NO_POLICIES),
            Map.entry(DumpOption.NO_TABLESPACES, ScriptFlag.NO_TABLESPACES),
            Map.entry(DumpOption.NO_TABLE_ACCESS_METHOD, ScriptFlag.NO_TABLE_ACCESS_METHOD),
            Map.entry(DumpOption.DISABLE_TRIGGERS, ScriptFlag.DISABLE_TRIGGERS),
            Map.entry(DumpOption.ENABLE_ROW_SECURITY, ScriptFlag.ENABLE_ROW_SECURITY),
            Map.entry(DumpOption.USE_SET_SESSION_AUTHORIZATION, ScriptFlag.USE_SET_SESSION_AUTHORIZATION),
            Map.entry(DumpOption.VERBOSE, ScriptFlag.VERBOSE)));

    private static final Map<DumpOption, DumpPattern> PATTERNS = new EnumMap<>(Map.ofEntries(
            Map.entry(DumpOption.SCHEMA, DumpPattern.INCLUDE_SCHEMA),
            Map.entry(DumpOption.EXCLUDE_SCHEMA, DumpPattern.EXCLUDE_SCHEMA),
            Map.entry(DumpOption.TABLE, DumpPattern.INCLUDE_TABLE),
            Map.entry(DumpOption.TABLE_AND_CHILDREN, DumpPattern.INCLUDE_TABLE_AND_CHILDREN),
            Map.entry(DumpOption.EXCLUDE_TABLE, DumpPattern.EXCLUDE_TABLE),
            Map.entry(DumpOption.EXCLUDE_TABLE_AND_CHILDREN, DumpPattern.EXCLUDE_TABLE_AND_CHILDREN),
            Map.entry(DumpOption.EXCLUDE_TABLE_DATA, DumpPattern.EXCLUDE_TABLE_DATA),
            Map.entry(DumpOption.EXCLUDE_TABLE_DATA_AND_CHILDREN, DumpPattern.EXCLUDE_TABLE_DATA_AND_CHILDREN),
            Map.entry(DumpOption.EXTENSION, DumpPattern.INCLUDE_EXTENSION),
            Map.entry(DumpOption.EXCLUDE_EXTENSION, DumpPattern.EXCLUDE_EXTENSION),
            Map.entry(DumpOption.INCLUDE_FOREIGN_DATA, DumpPattern.INCLUDE_FOREIGN_DATA)));

    private final GivenOptions<DumpOption> given;
    private final List<String> extensions;

    /** @param extensions patterns of extensions that do not exclude anything but other extensions */
    public DumpSettings(GivenOptions<DumpOption> given, List<String> extensions) {
        this.given = given;
        this.extensions = List.copyOf(extensions);
    }

    public PgDump apply(PgDump dump) {
        PgDump set = dump.sections(SectionOption.all(given.all(DumpOption.SECTION)));
        set = given.applyFlags(FLAGS, set, PgDump::with);
        set = given.applyFlags(SCRIPT_FLAGS, set, PgDump::with);
        for (Map.Entry<DumpOption, DumpPattern> purpose : PATTERNS.entrySet()) {
            set = given.applyAll(
                    purpose.getKey(),
                    set,
                    (some, pattern) -> some.with(purpose.getValue(), NativeText.escaped(pattern)));
        }
        for (String pattern : extensions) {
            set = set.with(DumpPattern.INCLUDE_EXTENSION_ALONE, NativeText.escaped(pattern));
        }
        return applyNumbers(applyTexts(set));
    }

    private PgDump applyTexts(PgDump dump) {
        PgDump set = given.apply(DumpOption.JOBS, dump, (some, text) -> some.jobs(IntegerOption.jobs(text)));
        set = given.apply(DumpOption.LOCK_WAIT_TIMEOUT, set, PgDump::lockWaitTimeout);
        set = given.apply(DumpOption.SUPERUSER, set, PgDump::superuser);
        set = given.apply(DumpOption.ROLE, set, PgDump::role);
        set = given.apply(DumpOption.ENCODING, set, PgDump::encoding);
        return given.apply(DumpOption.SNAPSHOT, set, PgDump::snapshot);
    }

    private PgDump applyNumbers(PgDump dump) {
        PgDump split = given.apply(
                DumpOption.SPLIT_TABLES_LARGER_THAN,
                dump,
                (some, text) -> some.splitTablesLargerThan(
                        SizeOption.parse(text, DumpOption.SPLIT_TABLES_LARGER_THAN.label())));
        PgDump set = given.apply(
                DumpOption.EXTRA_FLOAT_DIGITS,
                split,
                (some, text) -> some.extraFloatDigits(IntegerOption.extraFloatDigits(text)));
        return given.apply(
                DumpOption.ROWS_PER_INSERT,
                set,
                (some, text) -> some.rowsPerInsert(IntegerOption.positive(text, DumpOption.ROWS_PER_INSERT)));
    }
}
