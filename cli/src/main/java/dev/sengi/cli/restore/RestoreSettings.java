package dev.sengi.cli.restore;

import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.cli.option.ExactName;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import dev.sengi.cli.option.SectionOption;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Configures a restore according to pg_restore's options. */
final class RestoreSettings {
    private static final Map<RestoreOption, ScriptFlag> FLAGS = new EnumMap<>(Map.ofEntries(
            Map.entry(RestoreOption.CLEAN, ScriptFlag.CLEAN),
            Map.entry(RestoreOption.IF_EXISTS, ScriptFlag.IF_EXISTS),
            Map.entry(RestoreOption.CREATE, ScriptFlag.CREATE),
            Map.entry(RestoreOption.NO_OWNER, ScriptFlag.NO_OWNER),
            Map.entry(RestoreOption.NO_PRIVILEGES, ScriptFlag.NO_PRIVILEGES),
            Map.entry(RestoreOption.NO_COMMENTS, ScriptFlag.NO_COMMENTS),
            Map.entry(RestoreOption.NO_SECURITY_LABELS, ScriptFlag.NO_SECURITY_LABELS),
            Map.entry(RestoreOption.NO_PUBLICATIONS, ScriptFlag.NO_PUBLICATIONS),
            Map.entry(RestoreOption.NO_SUBSCRIPTIONS, ScriptFlag.NO_SUBSCRIPTIONS),
            Map.entry(RestoreOption.NO_POLICIES, ScriptFlag.NO_POLICIES),
            Map.entry(RestoreOption.NO_TABLESPACES, ScriptFlag.NO_TABLESPACES),
            Map.entry(RestoreOption.NO_TABLE_ACCESS_METHOD, ScriptFlag.NO_TABLE_ACCESS_METHOD),
            Map.entry(RestoreOption.DISABLE_TRIGGERS, ScriptFlag.DISABLE_TRIGGERS),
            Map.entry(RestoreOption.ENABLE_ROW_SECURITY, ScriptFlag.ENABLE_ROW_SECURITY),
            Map.entry(RestoreOption.USE_SET_SESSION_AUTHORIZATION, ScriptFlag.USE_SET_SESSION_AUTHORIZATION),
            Map.entry(RestoreOption.VERBOSE, ScriptFlag.VERBOSE)));

    private static final Map<RestoreOption, RestoreFlag> RESTORE_FLAGS = new EnumMap<>(Map.of(
            RestoreOption.EXIT_ON_ERROR, RestoreFlag.EXIT_ON_ERROR,
            RestoreOption.NO_DATA_FOR_FAILED_TABLES, RestoreFlag.NO_DATA_FOR_FAILED_TABLES));

    /** Flags that also apply to roles and tablespaces. These are not dropped, because databases depend on them. */
    private static final Set<RestoreOption> OF_GLOBALS = EnumSet.of(
            RestoreOption.NO_PRIVILEGES,
            RestoreOption.NO_COMMENTS,
            RestoreOption.NO_SECURITY_LABELS,
            RestoreOption.NO_TABLESPACES);

    private final GivenOptions<RestoreOption> given;

    RestoreSettings(GivenOptions<RestoreOption> given) {
        this.given = given;
    }

    /** @param list the lines of the {@code -L} file, or null */
    PgRestore apply(PgRestore restore, List<String> list) {
        PgRestore set = apply(restore, FLAGS);
        return list == null ? set : set.useList(list);
    }

    /**
     * Configures the restore of one database of several.
     *
     * @param creates whether the restore creates the database, with or without {@code -C}
     */
    PgRestore applyToDatabase(PgRestore restore, boolean creates) {
        Map<RestoreOption, ScriptFlag> flags = new EnumMap<>(FLAGS);
        flags.remove(RestoreOption.CREATE);
        PgRestore set = apply(restore, flags);
        return creates ? set.with(ScriptFlag.CREATE) : set;
    }

    private PgRestore apply(PgRestore restore, Map<RestoreOption, ScriptFlag> flags) {
        PgRestore set = restore.with(RestoreFlag.BARE_TABLES)
                .with(RestoreFlag.LENIENT_LIST)
                .with(RestoreFlag.RESTORE_INTO_EXISTING)
                .sections(SectionOption.all(given.all(RestoreOption.SECTION)));
        set = given.applyAll(RestoreOption.INDEX, set, PgRestore::includeIndex);
        set = given.applyAll(RestoreOption.FUNCTION, set, PgRestore::includeFunction);
        set = given.applyAll(RestoreOption.TRIGGER, set, PgRestore::includeTrigger);
        set = given.applyFlags(flags, set, PgRestore::with);
        set = given.has(RestoreOption.STRICT_NAMES) ? set : set.with(RestoreFlag.LENIENT_NAMES);
        set = given.has(RestoreOption.SINGLE_TRANSACTION) ? set.singleTransaction() : set;
        set = given.apply(
                RestoreOption.TRANSACTION_SIZE,
                set,
                (some, text) -> some.transactionSize(IntegerOption.positive(text, RestoreOption.TRANSACTION_SIZE)));
        set = given.has(RestoreOption.FILE) ? set : applyToSessions(set);
        return applyTexts(applyNames(applyContent(set)));
    }

    /** Applies options without effect on a script, of which the library rejects some and pg_restore none. */
    private PgRestore applyToSessions(PgRestore restore) {
        PgRestore set = given.applyFlags(RESTORE_FLAGS, restore, PgRestore::with);
        return given.apply(RestoreOption.JOBS, set, (some, text) -> some.jobs(IntegerOption.jobs(text)));
    }

    /** Configures the restore of roles and tablespaces. */
    PgRestore applyToGlobals(PgRestore restore) {
        Map<RestoreOption, ScriptFlag> flags = new EnumMap<>(FLAGS);
        flags.keySet().retainAll(OF_GLOBALS);
        PgRestore set = given.applyFlags(flags, restore, PgRestore::with);
        set = given.applyFlags(RESTORE_FLAGS, set, PgRestore::with);
        return given.apply(RestoreOption.ROLE, set, PgRestore::role);
    }

    private PgRestore applyTexts(PgRestore restore) {
        PgRestore set = given.apply(RestoreOption.SUPERUSER, restore, PgRestore::superuser);
        set = given.apply(RestoreOption.ROLE, set, PgRestore::role);
        return given.apply(RestoreOption.RESTRICT_KEY, set, PgRestore::restrictKey);
    }

    /** The command takes exact names; the library takes patterns. */
    private PgRestore applyNames(PgRestore restore) {
        PgRestore set = given.applyAll(RestoreOption.SCHEMA, restore, ExactName::includeSchema);
        set = given.applyAll(RestoreOption.EXCLUDE_SCHEMA, set, ExactName::excludeSchema);
        return given.applyAll(RestoreOption.TABLE, set, ExactName::includeTable);
    }

    private PgRestore applyContent(PgRestore restore) {
        PgRestore set = restore;
        boolean statisticsOnly = given.has(RestoreOption.STATISTICS_ONLY);
        if (statisticsOnly || given.has(RestoreOption.SCHEMA_ONLY) || given.has(RestoreOption.NO_DATA)) {
            set = set.noData();
        }
        if (statisticsOnly || given.has(RestoreOption.DATA_ONLY) || given.has(RestoreOption.NO_SCHEMA)) {
            set = set.noSchema();
        }
        boolean withoutStatistics = given.has(RestoreOption.NO_STATISTICS)
                || given.has(RestoreOption.SCHEMA_ONLY)
                || given.has(RestoreOption.DATA_ONLY);
        return set.statistics(statisticsOnly || !withoutStatistics);
    }
}
