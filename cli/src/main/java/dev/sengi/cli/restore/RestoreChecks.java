package dev.sengi.cli.restore;

import static dev.sengi.cli.option.GivenOptions.requires;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import dev.sengi.cli.option.RestrictKeyOption;

/** Rejects combinations of pg_restore's options, in pg_restore's order. */
final class RestoreChecks {
    private final GivenOptions<RestoreOption> given;

    private RestoreChecks(GivenOptions<RestoreOption> given) {
        this.given = given;
    }

    static void check(GivenOptions<RestoreOption> given) {
        RestoreChecks checks = new RestoreChecks(given);
        checks.output();
        checks.content();
        checks.transactions();
        if (given.has(RestoreOption.IF_EXISTS) && !given.has(RestoreOption.CLEAN)) {
            throw requires("--if-exists", "-c/--clean");
        }
    }

    private void output() {
        boolean database = given.has(RestoreOption.DBNAME);
        boolean noneWanted = given.has(RestoreOption.LIST) || given.has(RestoreOption.DRY_RUN);
        if (!database && !given.has(RestoreOption.FILE) && !noneWanted) {
            throw CommandException.fatal("one of -d/--dbname and -f/--file must be specified");
        }
        if (database && given.has(RestoreOption.FILE)) {
            throw CommandException.usage("options -d/--dbname and -f/--file cannot be used together");
        }
        given.exclude(RestoreOption.DBNAME, "-d/--dbname", RestoreOption.RESTRICT_KEY, "--restrict-key");
        RestrictKeyOption.parse(given.last(RestoreOption.RESTRICT_KEY));
    }

    private void content() {
        given.exclude(RestoreOption.SCHEMA_ONLY, "-s/--schema-only", RestoreOption.DATA_ONLY, "-a/--data-only");
        given.exclude(
                RestoreOption.SCHEMA_ONLY, "-s/--schema-only", RestoreOption.STATISTICS_ONLY, "--statistics-only");
        given.exclude(RestoreOption.DATA_ONLY, "-a/--data-only", RestoreOption.STATISTICS_ONLY, "--statistics-only");
        given.exclude(RestoreOption.DATA_ONLY, "-a/--data-only", RestoreOption.NO_DATA, "--no-data");
        given.exclude(RestoreOption.SCHEMA_ONLY, "-s/--schema-only", RestoreOption.NO_SCHEMA, "--no-schema");
        given.exclude(
                RestoreOption.STATISTICS_ONLY, "--statistics-only", RestoreOption.NO_STATISTICS, "--no-statistics");
        given.exclude(RestoreOption.STATISTICS, "--statistics", RestoreOption.NO_STATISTICS, "--no-statistics");
        given.exclude(RestoreOption.DATA_ONLY, "-a/--data-only", RestoreOption.STATISTICS, "--statistics");
        given.exclude(RestoreOption.SCHEMA_ONLY, "-s/--schema-only", RestoreOption.STATISTICS, "--statistics");
        given.exclude(RestoreOption.CLEAN, "-c/--clean", RestoreOption.DATA_ONLY, "-a/--data-only");
    }

    private void transactions() {
        given.exclude(
                RestoreOption.SINGLE_TRANSACTION,
                "-1/--single-transaction",
                RestoreOption.TRANSACTION_SIZE,
                "--transaction-size");
        given.exclude(RestoreOption.CREATE, "-C/--create", RestoreOption.SINGLE_TRANSACTION, "-1/--single-transaction");
        if (given.has(RestoreOption.SINGLE_TRANSACTION) && IntegerOption.jobs(given.last(RestoreOption.JOBS)) > 1) {
            throw CommandException.fatal("cannot specify both --single-transaction and multiple jobs");
        }
    }
}
