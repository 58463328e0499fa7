package dev.sengi.cli.dumpall;

import dev.sengi.PgDump;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.dump.DumpChecks;
import dev.sengi.cli.dump.DumpOption;
import dev.sengi.cli.dump.DumpSettings;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options that pg_dumpall passes to pg_dump without checking them: pg_dump refuses invalid ones at the first
 * database, after everything else has been written.
 */
final class DatabaseOptions {
    /** Options of pg_dumpall alone. */
    private static final Set<DumpAllOption> OWN = Set.of(
            DumpAllOption.FILE,
            DumpAllOption.GLOBALS_ONLY,
            DumpAllOption.HOST,
            DumpAllOption.DBNAME,
            DumpAllOption.DATABASE,
            DumpAllOption.PORT,
            DumpAllOption.ROLES_ONLY,
            DumpAllOption.TABLESPACES_ONLY,
            DumpAllOption.USERNAME,
            DumpAllOption.NO_PASSWORD,
            DumpAllOption.PASSWORD,
            DumpAllOption.EXCLUDE_DATABASE,
            DumpAllOption.NO_ROLE_PASSWORDS,
            DumpAllOption.FILTER);

    /** The options that still apply if pg_dump refuses the given ones: those that concern roles and tablespaces. */
    private static final Set<DumpOption> OF_GLOBALS = Set.of(
            DumpOption.BINARY_UPGRADE,
            DumpOption.CLEAN,
            DumpOption.IF_EXISTS,
            DumpOption.ENCODING,
            DumpOption.VERBOSE,
            DumpOption.NO_PRIVILEGES,
            DumpOption.NO_TABLESPACES,
            DumpOption.QUOTE_ALL_IDENTIFIERS,
            DumpOption.ROLE,
            DumpOption.NO_COMMENTS,
            DumpOption.NO_SECURITY_LABELS,
            DumpOption.RESTRICT_KEY);

    /** Each of them leaves out roles and tablespaces. */
    private static final List<DumpOption> WITHOUT_GLOBALS =
            List.of(DumpOption.DATA_ONLY, DumpOption.NO_SCHEMA, DumpOption.STATISTICS_ONLY);

    /** The databases that every server has: pg_dumpall lets pg_dump drop them, instead of dropping them first. */
    private static final Set<String> DROPPED_BY_DUMP = Set.of("postgres", "template1");

    private static final Set<DumpOption> OF_DROPS = Set.of(DumpOption.CLEAN, DumpOption.IF_EXISTS);

    private final GivenOptions<DumpOption> given;
    private final GivenOptions<DumpOption> withoutDrops;
    private final CommandException refusal;
    private final CommandException refusalToDrop;

    DatabaseOptions(GivenOptions<DumpAllOption> all) {
        given = of(all, Set.of());
        withoutDrops = of(all, OF_DROPS);
        refusal = check(withoutDrops);
        refusalToDrop = refusal == null ? check(given) : refusal;
    }

    private static GivenOptions<DumpOption> of(GivenOptions<DumpAllOption> all, Set<DumpOption> except) {
        GivenOptions<DumpOption> passedOn = new GivenOptions<>(DumpOption.class);
        for (DumpAllOption option : DumpAllOption.values()) {
            if (all.has(option) && !OWN.contains(option)) {
                DumpOption same = DumpOption.valueOf(option.name());
                if (!except.contains(same)) {
                    passedOn.add(same, all.last(option));
                }
            }
        }
        return passedOn;
    }

    private static CommandException check(GivenOptions<DumpOption> options) {
        try {
            if (options.has(DumpOption.ROWS_PER_INSERT)) {
                IntegerOption.positive(options.last(DumpOption.ROWS_PER_INSERT), DumpOption.ROWS_PER_INSERT);
            }
            if (options.has(DumpOption.EXTRA_FLOAT_DIGITS)) {
                IntegerOption.extraFloatDigits(options.last(DumpOption.EXTRA_FLOAT_DIGITS));
            }
            DumpChecks.check(options);
            return null;
        } catch (CommandException e) {
            return e;
        }
    }

    /** Returns why pg_dump would refuse the options for a database. */
    Optional<CommandException> refusal(String dbname) {
        return Optional.ofNullable(DROPPED_BY_DUMP.contains(dbname) ? refusalToDrop : refusal);
    }

    /** Configures the dumps. Even if the options are refused, roles and tablespaces are dumped as requested. */
    PgDump apply(PgDump dump) {
        GivenOptions<DumpOption> applied = accepted();
        PgDump set = new DumpSettings(applied, List.of()).apply(dump);
        return applied.apply(DumpOption.RESTRICT_KEY, set, PgDump::restrictKey);
    }

    private GivenOptions<DumpOption> accepted() {
        if (refusal != null) {
            return ofGlobals();
        }
        return refusalToDrop == null ? given : withoutDrops;
    }

    private GivenOptions<DumpOption> ofGlobals() {
        GivenOptions<DumpOption> some = new GivenOptions<>(DumpOption.class);
        WITHOUT_GLOBALS.stream().filter(given::has).findFirst().ifPresent(option -> some.add(option, null));
        boolean dropping = !some.has(DumpOption.DATA_ONLY);
        for (DumpOption option : OF_GLOBALS) {
            if (given.has(option) && (dropping || !OF_DROPS.contains(option))) {
                some.add(option, given.last(option));
            }
        }
        return some;
    }
}
