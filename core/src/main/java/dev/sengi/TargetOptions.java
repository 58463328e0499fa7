package dev.sengi;

import dev.sengi.internal.option.RestoreOptions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Rejects options that a restore would silently ignore because it writes a script or an archive. Options that describe
 * the database to restore into, or how a run is observed, are always accepted.
 */
final class TargetOptions {
    /** What selects entries, and what every archive states or leaves to its reader. */
    private static final Set<ScriptFlag> OF_ARCHIVES = EnumSet.of(
            ScriptFlag.CREATE,
            ScriptFlag.NO_PRIVILEGES,
            ScriptFlag.NO_COMMENTS,
            ScriptFlag.NO_SECURITY_LABELS,
            ScriptFlag.NO_PUBLICATIONS,
            ScriptFlag.NO_SUBSCRIPTIONS,
            ScriptFlag.NO_POLICIES,
            ScriptFlag.VERBOSE);

    private static final Set<RestoreFlag> SELECTION = EnumSet.of(
            RestoreFlag.LENIENT_NAMES,
            RestoreFlag.LENIENT_LIST,
            RestoreFlag.BARE_TABLES,
            RestoreFlag.ARCHIVES_ONLY,
            RestoreFlag.SEQUENCE_DATA);

    private static final String JOBS = "-j/--jobs";
    private static final String SCRIPT = "a script";
    private static final String ARCHIVE = "a copy of an archive; set it when the copy is restored";

    private TargetOptions() {}

    /** @throws UsageException naming the first option that a script cannot express */
    static void checkScript(RestoreOptions options, int jobs) {
        require(!options.has(RestoreFlag.NO_DATA_FOR_FAILED_TABLES), RestoreFlag.NO_DATA_FOR_FAILED_TABLES, SCRIPT);
        require(jobs == 1, JOBS, SCRIPT);
    }

    /** @throws UsageException naming the first option that concerns only how an archive is restored */
    static void checkArchive(RestoreOptions options, int jobs) {
        for (ScriptFlag flag : ScriptFlag.values()) {
            require(OF_ARCHIVES.contains(flag) || !options.has(flag), flag, ARCHIVE);
        }
        require(options.transactionSize() == 0, "--transaction-size", ARCHIVE);
        for (RestoreFlag flag : RestoreFlag.values()) {
            require(SELECTION.contains(flag) || !options.has(flag), flag, ARCHIVE);
        }
        require(options.superuser() == null, "-S/--superuser", ARCHIVE);
        require(options.role() == null, "--role", ARCHIVE);
        require(options.restrictKey() == null, "--restrict-key", ARCHIVE);
        require(jobs == 1, JOBS, ARCHIVE);
    }

    private static void require(boolean fits, Enum<?> flag, String target) {
        require(fits, RestoreOptions.optionOf(flag), target);
    }

    private static void require(boolean fits, String option, String target) {
        if (!fits) {
            throw new UsageException("option " + option + " has no effect on " + target);
        }
    }
}
