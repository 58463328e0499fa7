package dev.sengi.cli.restore;

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
        given.require(RestoreOption.IF_EXISTS, RestoreOption.CLEAN);
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
        given.exclude(RestoreOption.DBNAME, RestoreOption.RESTRICT_KEY);
        RestrictKeyOption.parse(given.last(RestoreOption.RESTRICT_KEY));
    }

    private void content() {
        given.exclude(RestoreOption.SCHEMA_ONLY, RestoreOption.DATA_ONLY);
        given.exclude(RestoreOption.SCHEMA_ONLY, RestoreOption.STATISTICS_ONLY);
        given.exclude(RestoreOption.DATA_ONLY, RestoreOption.STATISTICS_ONLY);
        given.exclude(RestoreOption.DATA_ONLY, RestoreOption.NO_DATA);
        given.exclude(RestoreOption.SCHEMA_ONLY, RestoreOption.NO_SCHEMA);
        given.exclude(RestoreOption.STATISTICS_ONLY, RestoreOption.NO_STATISTICS);
        given.exclude(RestoreOption.STATISTICS, RestoreOption.NO_STATISTICS);
        given.exclude(RestoreOption.DATA_ONLY, RestoreOption.STATISTICS);
        given.exclude(RestoreOption.SCHEMA_ONLY, RestoreOption.STATISTICS);
        given.exclude(RestoreOption.CLEAN, RestoreOption.DATA_ONLY);
    }

    private void transactions() {
        given.exclude(RestoreOption.SINGLE_TRANSACTION, RestoreOption.TRANSACTION_SIZE);
        given.exclude(RestoreOption.CREATE, RestoreOption.SINGLE_TRANSACTION);
        if (given.has(RestoreOption.SINGLE_TRANSACTION) && IntegerOption.jobs(given.last(RestoreOption.JOBS)) > 1) {
            throw CommandException.fatal("cannot specify both --single-transaction and multiple jobs");
        }
    }
}
