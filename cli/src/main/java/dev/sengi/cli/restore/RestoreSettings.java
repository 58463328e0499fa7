package dev.sengi.cli.restore;

import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import dev.sengi.cli.option.JobsOption;
import dev.sengi.cli.option.SectionOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Sets up a restore as pg_restore's options say. */
final class RestoreSettings {
    private static final Map<RestoreOption, RestoreFlag> FLAGS = new EnumMap<>(Map.ofEntries(
            Map.entry(RestoreOption.CLEAN, RestoreFlag.CLEAN),
            Map.entry(RestoreOption.IF_EXISTS, RestoreFlag.IF_EXISTS),
            Map.entry(RestoreOption.CREATE, RestoreFlag.CREATE),
            Map.entry(RestoreOption.NO_OWNER, RestoreFlag.NO_OWNER),
            Map.entry(RestoreOption.NO_PRIVILEGES, RestoreFlag.NO_PRIVILEGES),
            Map.entry(RestoreOption.NO_COMMENTS, RestoreFlag.NO_COMMENTS),
            Map.entry(RestoreOption.NO_SECURITY_LABELS, RestoreFlag.NO_SECURITY_LABELS),
            Map.entry(RestoreOption.NO_PUBLICATIONS, RestoreFlag.NO_PUBLICATIONS),
            Map.entry(RestoreOption.NO_SUBSCRIPTIONS, RestoreFlag.NO_SUBSCRIPTIONS),
            Map.entry(RestoreOption.NO_POLICIES, RestoreFlag.NO_POLICIES),
            Map.entry(RestoreOption.NO_TABLESPACES, RestoreFlag.NO_TABLESPACES),
            Map.entry(RestoreOption.NO_TABLE_ACCESS_METHOD, RestoreFlag.NO_TABLE_ACCESS_METHOD),
            Map.entry(RestoreOption.DISABLE_TRIGGERS, RestoreFlag.DISABLE_TRIGGERS),
            Map.entry(RestoreOption.ENABLE_ROW_SECURITY, RestoreFlag.ENABLE_ROW_SECURITY),
            Map.entry(RestoreOption.USE_SET_SESSION_AUTHORIZATION, RestoreFlag.USE_SET_SESSION_AUTHORIZATION),
            Map.entry(RestoreOption.EXIT_ON_ERROR, RestoreFlag.EXIT_ON_ERROR),
            Map.entry(RestoreOption.NO_DATA_FOR_FAILED_TABLES, RestoreFlag.NO_DATA_FOR_FAILED_TABLES),
            Map.entry(RestoreOption.VERBOSE, RestoreFlag.VERBOSE)));

    private final GivenOptions<RestoreOption> given;

    RestoreSettings(GivenOptions<RestoreOption> given) {
        this.given = given;
    }

    /** @param list the lines of the {@code -L} file, or null */
    void apply(PgRestore restore, List<String> list) {
        FLAGS.forEach((option, flag) -> {
            if (given.has(option)) {
                restore.with(flag);
            }
        });
        if (!given.has(RestoreOption.STRICT_NAMES)) {
            restore.with(RestoreFlag.LENIENT_NAMES);
        }
        if (given.has(RestoreOption.SINGLE_TRANSACTION)) {
            restore.singleTransaction();
        }
        if (given.has(RestoreOption.TRANSACTION_SIZE)) {
            restore.transactionSize(IntegerOption.parse(
                    given.last(RestoreOption.TRANSACTION_SIZE), "--transaction-size", 1, Integer.MAX_VALUE));
        }
        if (given.has(RestoreOption.JOBS)) {
            restore.jobs(JobsOption.parse(given.last(RestoreOption.JOBS)));
        }
        content(restore);
        restore.sections(SectionOption.all(given.all(RestoreOption.SECTION)));
        restore.schemas(given.all(RestoreOption.SCHEMA));
        restore.excludeSchemas(given.all(RestoreOption.EXCLUDE_SCHEMA));
        restore.tables(given.all(RestoreOption.TABLE));
        restore.indexes(given.all(RestoreOption.INDEX));
        restore.functions(given.all(RestoreOption.FUNCTION));
        restore.triggers(given.all(RestoreOption.TRIGGER));
        restore.superuser(emptyToNull(given.last(RestoreOption.SUPERUSER)));
        restore.role(given.last(RestoreOption.ROLE));
        restore.restrictKey(given.last(RestoreOption.RESTRICT_KEY));
        if (list != null) {
            restore.list(list);
        }
    }

    private void content(PgRestore restore) {
        boolean statisticsOnly = given.has(RestoreOption.STATISTICS_ONLY);
        if (statisticsOnly || given.has(RestoreOption.SCHEMA_ONLY) || given.has(RestoreOption.NO_DATA)) {
            restore.noData();
        }
        if (statisticsOnly || given.has(RestoreOption.DATA_ONLY) || given.has(RestoreOption.NO_SCHEMA)) {
            restore.noSchema();
        }
        boolean withoutStatistics = given.has(RestoreOption.NO_STATISTICS)
                || given.has(RestoreOption.SCHEMA_ONLY)
                || given.has(RestoreOption.DATA_ONLY);
        restore.statistics(statisticsOnly || !withoutStatistics);
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
