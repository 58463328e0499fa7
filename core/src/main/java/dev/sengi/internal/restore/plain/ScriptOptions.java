package dev.sengi.internal.restore.plain;

import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.UsageException;
import dev.sengi.archive.Section;
import dev.sengi.internal.option.RestoreOptions;
import java.util.EnumSet;
import java.util.Set;

/** Checks that a restore's options are applicable to a script, which does not have an archive's entries. */
final class ScriptOptions {
    private static final Set<RestoreFlag> FIT = EnumSet.of(
            RestoreFlag.SINGLE_TRANSACTION,
            RestoreFlag.EXIT_ON_ERROR,
            RestoreFlag.SEPARATE_COMMANDS,
            RestoreFlag.LENIENT_NAMES,
            RestoreFlag.LENIENT_LIST,
            RestoreFlag.BARE_TABLES,
            RestoreFlag.RESTORE_INTO_EXISTING);

    private ScriptOptions() {}

    /** @throws UsageException naming the first option that needs an archive */
    static void check(RestoreOptions options, int jobs) {
        for (RestoreFlag flag : options.flags()) {
            require(FIT.contains(flag), RestoreOptions.optionOf(flag));
        }
        for (ScriptFlag flag : options.scriptFlags()) {
            require(flag == ScriptFlag.VERBOSE, RestoreOptions.optionOf(flag));
        }
        require(options.schema() && options.data() && options.statistics(), "to restore a part, such as --data-only,");
        require(options.sections().size() == Section.values().length, "--section");
        require(options.schemas().isEmpty(), "-n/--schema");
        require(options.excludeSchemas().isEmpty(), "-N/--exclude-schema");
        require(options.tables().isEmpty() && options.tablesAndChildren().isEmpty(), "-t/--table");
        require(
                options.excludeTables().isEmpty()
                        && options.excludeTablesAndChildren().isEmpty(),
                "to exclude tables");
        require(
                options.excludeTableData().isEmpty()
                        && options.excludeTableDataAndChildren().isEmpty(),
                "to exclude tables' data");
        require(options.indexes().isEmpty(), "-I/--index");
        require(options.functions().isEmpty(), "-P/--function");
        require(options.triggers().isEmpty(), "-T/--trigger");
        require(options.list() == null, "-L/--use-list");
        require(options.superuser() == null, "-S/--superuser");
        require(options.restrictKey() == null, "--restrict-key");
        require(options.transactionSize() == 0, "--transaction-size");
        require(jobs == 1, "-j/--jobs");
    }

    private static void require(boolean fits, String option) {
        if (!fits) {
            throw new UsageException("option " + option + " requires an archive, but the input is a plain-text script");
        }
    }
}
