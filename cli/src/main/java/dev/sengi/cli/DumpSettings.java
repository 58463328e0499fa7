package dev.sengi.cli;

import dev.sengi.PgDump;
import dev.sengi.dump.DumpFlag;
import dev.sengi.restore.RestoreFlag;
import java.util.EnumMap;
import java.util.Map;

/** Sets up a dump as pg_dump's options say. */
final class DumpSettings {
    private static final Map<DumpOption, DumpFlag> FLAGS = new EnumMap<>(Map.ofEntries(
            Map.entry(DumpOption.SCHEMA_ONLY, DumpFlag.SCHEMA_ONLY),
            Map.entry(DumpOption.NO_DATA, DumpFlag.SCHEMA_ONLY),
            Map.entry(DumpOption.DATA_ONLY, DumpFlag.DATA_ONLY),
            Map.entry(DumpOption.NO_SCHEMA, DumpFlag.DATA_ONLY),
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
            Map.entry(DumpOption.STATISTICS, DumpFlag.STATISTICS),
            Map.entry(DumpOption.STATISTICS_ONLY, DumpFlag.STATISTICS_ONLY),
            Map.entry(DumpOption.STRICT_NAMES, DumpFlag.STRICT_NAMES)));

    private static final Map<DumpOption, RestoreFlag> SCRIPT_FLAGS = new EnumMap<>(Map.ofEntries(
            Map.entry(DumpOption.CLEAN, RestoreFlag.CLEAN),
            Map.entry(DumpOption.IF_EXISTS, RestoreFlag.IF_EXISTS),
            Map.entry(DumpOption.CREATE, RestoreFlag.CREATE),
            Map.entry(DumpOption.NO_OWNER, RestoreFlag.NO_OWNER),
            Map.entry(DumpOption.NO_PRIVILEGES, RestoreFlag.NO_PRIVILEGES),
            Map.entry(DumpOption.NO_COMMENTS, RestoreFlag.NO_COMMENTS),
            Map.entry(DumpOption.NO_SECURITY_LABELS, RestoreFlag.NO_SECURITY_LABELS),
            Map.entry(DumpOption.NO_PUBLICATIONS, RestoreFlag.NO_PUBLICATIONS),
            Map.entry(DumpOption.NO_SUBSCRIPTIONS, RestoreFlag.NO_SUBSCRIPTIONS),
            Map.entry(DumpOption.NO_POLICIES, RestoreFlag.NO_POLICIES),
            Map.entry(DumpOption.NO_TABLESPACES, RestoreFlag.NO_TABLESPACES),
            Map.entry(DumpOption.NO_TABLE_ACCESS_METHOD, RestoreFlag.NO_TABLE_ACCESS_METHOD),
            Map.entry(DumpOption.DISABLE_TRIGGERS, RestoreFlag.DISABLE_TRIGGERS),
            Map.entry(DumpOption.ENABLE_ROW_SECURITY, RestoreFlag.ENABLE_ROW_SECURITY),
            Map.entry(DumpOption.USE_SET_SESSION_AUTHORIZATION, RestoreFlag.USE_SET_SESSION_AUTHORIZATION),
            Map.entry(DumpOption.VERBOSE, RestoreFlag.VERBOSE)));

    private final GivenOptions<DumpOption> given;

    DumpSettings(GivenOptions<DumpOption> given) {
        this.given = given;
    }

    /** Fails where an option was given that the library cannot follow. */
    void rejectUnsupported() {
        given.reject(
                DumpOption.EXTENSION,
                DumpOption.EXCLUDE_EXTENSION,
                DumpOption.BINARY_UPGRADE,
                DumpOption.EXTRA_FLOAT_DIGITS,
                DumpOption.INCLUDE_FOREIGN_DATA,
                DumpOption.TABLE_AND_CHILDREN,
                DumpOption.EXCLUDE_TABLE_AND_CHILDREN,
                DumpOption.EXCLUDE_TABLE_DATA_AND_CHILDREN,
                DumpOption.SEQUENCE_DATA,
                DumpOption.SNAPSHOT);
    }

    /** @param encoding the client's encoding where the options name none; or null */
    void apply(PgDump dump, String encoding) {
        FLAGS.forEach((option, flag) -> {
            if (given.has(option)) {
                dump.with(flag);
            }
        });
        SCRIPT_FLAGS.forEach((option, flag) -> {
            if (given.has(option)) {
                dump.with(flag);
            }
        });
        given.all(DumpOption.SCHEMA).forEach(dump::includeSchema);
        given.all(DumpOption.EXCLUDE_SCHEMA).forEach(dump::excludeSchema);
        given.all(DumpOption.TABLE).forEach(dump::includeTable);
        given.all(DumpOption.EXCLUDE_TABLE).forEach(dump::excludeTable);
        given.all(DumpOption.EXCLUDE_TABLE_DATA).forEach(dump::excludeTableData);
        dump.sections(SectionOption.all(given.all(DumpOption.SECTION)));
        dump.lockWaitTimeout(given.last(DumpOption.LOCK_WAIT_TIMEOUT));
        dump.superuser(given.last(DumpOption.SUPERUSER));
        dump.role(given.last(DumpOption.ROLE));
        dump.encoding(given.has(DumpOption.ENCODING) ? given.last(DumpOption.ENCODING) : encoding);
        if (given.has(DumpOption.ROWS_PER_INSERT)) {
            dump.rowsPerInsert(
                    Integer.parseInt(given.last(DumpOption.ROWS_PER_INSERT).strip()));
        }
    }
}
