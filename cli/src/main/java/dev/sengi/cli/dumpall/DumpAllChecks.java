package dev.sengi.cli.dumpall;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.RestrictKeyOption;

/** Rejects combinations of pg_dumpall's options, in pg_dumpall's order. */
final class DumpAllChecks {
    private final GivenOptions<DumpAllOption> given;

    private DumpAllChecks(GivenOptions<DumpAllOption> given) {
        this.given = given;
    }

    static void check(GivenOptions<DumpAllOption> given) {
        DumpAllChecks checks = new DumpAllChecks(given);
        if (given.has(DumpAllOption.EXCLUDE_DATABASE) && checks.globalsAlone()) {
            throw CommandException.usage("option --exclude-database cannot be used together with "
                    + DumpAllOption.GLOBALS_ONLY.label() + ", " + DumpAllOption.ROLES_ONLY.label() + ", or "
                    + DumpAllOption.TABLESPACES_ONLY.label());
        }
        checks.exclude(DumpAllOption.GLOBALS_ONLY, DumpAllOption.ROLES_ONLY);
        checks.exclude(DumpAllOption.GLOBALS_ONLY, DumpAllOption.TABLESPACES_ONLY);
        given.require(DumpAllOption.IF_EXISTS, DumpAllOption.CLEAN);
        checks.exclude(DumpAllOption.ROLES_ONLY, DumpAllOption.TABLESPACES_ONLY);
        RestrictKeyOption.parse(given.last(DumpAllOption.RESTRICT_KEY));
    }

    private boolean globalsAlone() {
        return given.has(DumpAllOption.GLOBALS_ONLY)
                || given.has(DumpAllOption.ROLES_ONLY)
                || given.has(DumpAllOption.TABLESPACES_ONLY);
    }

    /** Unlike pg_dump, pg_dumpall refers to {@code --help} in this case. */
    private void exclude(DumpAllOption one, DumpAllOption other) {
        if (given.has(one) && given.has(other)) {
            throw CommandException.usage(
                    "options " + one.label() + " and " + other.label() + " cannot be used together");
        }
    }
}
