package dev.sengi.cli.dumpall;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.RestrictKeyOption;

/** Rejects combinations of pg_dumpall's options, in pg_dumpall's order. */
final class DumpAllChecks {
    private static final String GLOBALS_ONLY = "-g/--globals-only";
    private static final String ROLES_ONLY = "-r/--roles-only";
    private static final String TABLESPACES_ONLY = "-t/--tablespaces-only";

    private final GivenOptions<DumpAllOption> given;

    private DumpAllChecks(GivenOptions<DumpAllOption> given) {
        this.given = given;
    }

    static void check(GivenOptions<DumpAllOption> given) {
        DumpAllChecks checks = new DumpAllChecks(given);
        if (given.has(DumpAllOption.EXCLUDE_DATABASE) && checks.globalsAlone()) {
            throw CommandException.usage("option --exclude-database cannot be used together with " + GLOBALS_ONLY + ", "
                    + ROLES_ONLY + ", or " + TABLESPACES_ONLY);
        }
        checks.exclude(DumpAllOption.GLOBALS_ONLY, GLOBALS_ONLY, DumpAllOption.ROLES_ONLY, ROLES_ONLY);
        checks.exclude(DumpAllOption.GLOBALS_ONLY, GLOBALS_ONLY, DumpAllOption.TABLESPACES_ONLY, TABLESPACES_ONLY);
        if (given.has(DumpAllOption.IF_EXISTS) && !given.has(DumpAllOption.CLEAN)) {
            throw GivenOptions.requires("--if-exists", "-c/--clean");
        }
        checks.exclude(DumpAllOption.ROLES_ONLY, ROLES_ONLY, DumpAllOption.TABLESPACES_ONLY, TABLESPACES_ONLY);
        RestrictKeyOption.parse(given.last(DumpAllOption.RESTRICT_KEY));
    }

    private boolean globalsAlone() {
        return given.has(DumpAllOption.GLOBALS_ONLY)
                || given.has(DumpAllOption.ROLES_ONLY)
                || given.has(DumpAllOption.TABLESPACES_ONLY);
    }

    private void exclude(DumpAllOption one, String oneLabel, DumpAllOption other, String otherLabel) {
        if (given.has(one) && given.has(other)) {
            throw CommandException.usage("options " + oneLabel + " and " + otherLabel + " cannot be used together");
        }
    }
}
