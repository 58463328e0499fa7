package dev.sengi.cli.dump;

import static dev.sengi.cli.option.GivenOptions.cannotBeTogether;
import static dev.sengi.cli.option.GivenOptions.requires;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import java.util.List;

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
        given.exclude(DumpOption.SCHEMA_ONLY, "-s/--schema-only", DumpOption.DATA_ONLY, "-a/--data-only");
        given.exclude(DumpOption.SCHEMA_ONLY, "-s/--schema-only", DumpOption.STATISTICS_ONLY, "--statistics-only");
        given.exclude(DumpOption.DATA_ONLY, "-a/--data-only", DumpOption.STATISTICS_ONLY, "--statistics-only");
        given.exclude(DumpOption.DATA_ONLY, "-a/--data-only", DumpOption.NO_DATA, "--no-data");
        given.exclude(DumpOption.SCHEMA_ONLY, "-s/--schema-only", DumpOption.NO_SCHEMA, "--no-schema");
        given.exclude(DumpOption.STATISTICS_ONLY, "--statistics-only", DumpOption.NO_STATISTICS, "--no-statistics");
        given.exclude(DumpOption.STATISTICS, "--statistics", DumpOption.NO_STATISTICS, "--no-statistics");
        given.exclude(DumpOption.DATA_ONLY, "-a/--data-only", DumpOption.STATISTICS, "--statistics");
        given.exclude(DumpOption.SCHEMA_ONLY, "-s/--schema-only", DumpOption.STATISTICS, "--statistics");
    }

    private void foreignData() {
        given.exclude(
                DumpOption.SCHEMA_ONLY, "-s/--schema-only", DumpOption.INCLUDE_FOREIGN_DATA, "--include-foreign-data");
        if (given.has(DumpOption.INCLUDE_FOREIGN_DATA) && IntegerOption.jobs(given.last(DumpOption.JOBS)) > 1) {
            throw CommandException.fatal("option --include-foreign-data is not supported with parallel backup");
        }
    }

    private void script() {
        if (given.has(DumpOption.DATA_ONLY) && given.has(DumpOption.CLEAN)) {
            throw cannotBeTogether("-c/--clean", "-a/--data-only");
        }
        if (given.has(DumpOption.IF_EXISTS) && !given.has(DumpOption.CLEAN)) {
            throw requires("--if-exists", "-c/--clean");
        }
        if (given.has(DumpOption.ON_CONFLICT_DO_NOTHING) && !insertsGiven()) {
            throw requires("--on-conflict-do-nothing", "--inserts, --rows-per-insert, or --column-inserts");
        }
    }

    private void all() {
        if (given.has(DumpOption.ALL)) {
            given.exclude(DumpOption.ALL, "--all", DumpOption.SNAPSHOT, "--snapshot");
            given.exclude(DumpOption.ALL, "--all", DumpOption.CHECKSUM, "--checksum");
            return;
        }
        for (DumpOption option : List.of(DumpOption.EXCLUDE_DATABASE, DumpOption.NO_ROLE_PASSWORDS)) {
            if (given.has(option)) {
                throw requires("--" + option.longNames().get(0), "--all");
            }
        }
    }

    private boolean insertsGiven() {
        return given.has(DumpOption.INSERTS)
                || given.has(DumpOption.COLUMN_INSERTS)
                || given.has(DumpOption.ATTRIBUTE_INSERTS)
                || given.has(DumpOption.ROWS_PER_INSERT);
    }
}
