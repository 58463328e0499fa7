package dev.sengi.cli.dump;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;

/** Rejects combinations of pg_dump's options, in pg_dump's order. */
public final class DumpChecks {
    private final GivenOptions<DumpOption> given;

    private DumpChecks(GivenOptions<DumpOption> given) {
        this.given = given;
    }

    public static void check(GivenOptions<DumpOption> given) {
        DumpChecks checks = new DumpChecks(given);
        checks.content();
        checks.foreignData();
        checks.script();
        checks.all();
    }

    private void content() {
        given.exclude(DumpOption.SCHEMA_ONLY, DumpOption.DATA_ONLY);
        given.exclude(DumpOption.SCHEMA_ONLY, DumpOption.STATISTICS_ONLY);
        given.exclude(DumpOption.DATA_ONLY, DumpOption.STATISTICS_ONLY);
        given.exclude(DumpOption.DATA_ONLY, DumpOption.NO_DATA);
        given.exclude(DumpOption.SCHEMA_ONLY, DumpOption.NO_SCHEMA);
        given.exclude(DumpOption.STATISTICS_ONLY, DumpOption.NO_STATISTICS);
        given.exclude(DumpOption.STATISTICS, DumpOption.NO_STATISTICS);
        given.exclude(DumpOption.DATA_ONLY, DumpOption.STATISTICS);
        given.exclude(DumpOption.SCHEMA_ONLY, DumpOption.STATISTICS);
    }

    private void foreignData() {
        given.exclude(DumpOption.SCHEMA_ONLY, DumpOption.INCLUDE_FOREIGN_DATA);
        if (given.has(DumpOption.INCLUDE_FOREIGN_DATA) && IntegerOption.jobs(given.last(DumpOption.JOBS)) > 1) {
            throw CommandException.fatal("option --include-foreign-data is not supported with parallel backup");
        }
    }

    private void script() {
        given.exclude(DumpOption.CLEAN, DumpOption.DATA_ONLY);
        given.require(DumpOption.IF_EXISTS, DumpOption.CLEAN);
        if (given.has(DumpOption.ON_CONFLICT_DO_NOTHING) && !insertsGiven()) {
            throw GivenOptions.requires(
                    DumpOption.ON_CONFLICT_DO_NOTHING.label(), "--inserts, --rows-per-insert, or --column-inserts");
        }
    }

    private void all() {
        given.exclude(DumpOption.ALL, DumpOption.SNAPSHOT);
        given.exclude(DumpOption.ALL, DumpOption.CHECKSUM);
        given.require(DumpOption.EXCLUDE_DATABASE, DumpOption.ALL);
        given.require(DumpOption.NO_ROLE_PASSWORDS, DumpOption.ALL);
    }

    private boolean insertsGiven() {
        return given.has(DumpOption.INSERTS)
                || given.has(DumpOption.COLUMN_INSERTS)
                || given.has(DumpOption.ATTRIBUTE_INSERTS)
                || given.has(DumpOption.ROWS_PER_INSERT);
    }
}
