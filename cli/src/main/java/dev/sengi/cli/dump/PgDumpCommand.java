package dev.sengi.cli.dump;

import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.PgDumpAll;
import dev.sengi.Run;
import dev.sengi.SengiVersion;
import dev.sengi.cli.command.Command;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.StandardOutput;
import dev.sengi.cli.option.ConnectionOptions;
import dev.sengi.cli.option.ExtraFloatDigitsOption;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import dev.sengi.cli.option.JobsOption;
import dev.sengi.cli.option.OptionParser;
import dev.sengi.cli.option.SectionOption;
import dev.sengi.cli.option.SizeOption;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.conninfo.PasswordPrompt;
import java.io.IOException;
import java.util.List;

/** {@code pg_dump}. */
public final class PgDumpCommand extends Command {

    private static final List<DumpOption> OF_SERVERS =
            List.of(DumpOption.ALL, DumpOption.EXCLUDE_DATABASE, DumpOption.NO_ROLE_PASSWORDS);

    /** The database from which roles and tablespaces are read if none is named. */
    private static final String MAINTENANCE = "postgres";

    public PgDumpCommand(String name) {
        super(name);
    }

    @Override
    public String version() {
        return "pg_dump (PostgreSQL) " + SengiVersion.dumpVersion();
    }

    @Override
    public String helpText() {
        return "pg_dump.help.txt";
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) {
        GivenOptions<DumpOption> given = new GivenOptions<>(DumpOption.class);
        ConnectionOptions connection = new ConnectionOptions();
        DumpFilters filters = new DumpFilters(given);
        List<String> operands = new OptionParser<>(DumpOption.class, arguments, environment)
                .parse((option, argument) -> {
                    if (option == DumpOption.FILTER) {
                        filters.read(argument, environment.in());
                    } else {
                        take(option, argument, given, connection);
                    }
                });
        String dbname = dbname(given, operands);
        requireKnown(given);
        DumpChecks.check(given);
        if (given.has(DumpOption.VERBOSE)) {
            messages.setVerbose();
        }
        DumpOutput output = DumpOutput.of(given, !name().equals("pg_dump"));
        DumpSettings settings = new DumpSettings(given, filters.extensions());
        StandardOutput.require();
        output.checkWritable(given.has(DumpOption.ALL));
        ConninfoSource source = connection.source(
                given.last(DumpOption.HOST),
                given.last(DumpOption.PORT),
                given.last(DumpOption.USERNAME),
                dbname == null && given.has(DumpOption.ALL) ? MAINTENANCE : dbname,
                "pg_dump",
                environment);
        try {
            Run<DumpReport> run = given.has(DumpOption.ALL)
                    ? output.start(all(given, settings, source, messages), environment.out())
                    : output.start(settings.apply(PgDump.from(source).onProgress(messages)), environment.out());
            environment.termination().await(run, messages);
        } catch (IOException e) {
            throw output.failure(e);
        }
        return 0;
    }

    private static PgDumpAll all(
            GivenOptions<DumpOption> given, DumpSettings settings, ConninfoSource source, Messages messages) {
        PgDumpAll dump = PgDumpAll.from(source).eachDatabase(settings::apply).onProgress(messages);
        dump = given.has(DumpOption.NO_ROLE_PASSWORDS) ? dump.noRolePasswords() : dump;
        return given.applyAll(DumpOption.EXCLUDE_DATABASE, dump, PgDumpAll::excludeDatabase);
    }

    /** Whole servers are dumped by {@code sengi dump}; pg_dump does not know these options. */
    private void requireKnown(GivenOptions<DumpOption> given) {
        for (DumpOption option : OF_SERVERS) {
            if (given.has(option) && name().equals("pg_dump")) {
                throw CommandException.syntax(
                        "unrecognized option '--" + option.longNames().get(0) + "'");
            }
        }
    }

    /** Records an option, and checks its argument if pg_dump does so while parsing. */
    private static void take(
            DumpOption option, String argument, GivenOptions<DumpOption> given, ConnectionOptions connection) {
        switch (option) {
            case NO_PASSWORD -> connection.prompt(PasswordPrompt.When.NEVER);
            case PASSWORD -> connection.prompt(PasswordPrompt.When.ALWAYS);
            case JOBS -> JobsOption.parse(argument);
            case SECTION -> SectionOption.parse(argument);
            case ROWS_PER_INSERT -> IntegerOption.parse(argument, "--rows-per-insert", 1, Integer.MAX_VALUE);
            case EXTRA_FLOAT_DIGITS -> ExtraFloatDigitsOption.parse(argument);
            case SYNC_METHOD -> syncMethod(argument);
            case SPLIT_TABLES_LARGER_THAN -> SizeOption.parse(argument, "--split-tables-larger-than");
            case HELP, VERSION, OBSOLETE -> throw CommandException.syntax("");
            default -> {}
        }
        given.add(option, argument);
    }

    private static void syncMethod(String method) {
        if (!List.of("fsync", "syncfs").contains(method)) {
            throw CommandException.fatal("unrecognized sync method: " + method);
        }
    }

    private static String dbname(GivenOptions<DumpOption> given, List<String> operands) {
        String named = given.last(DumpOption.DBNAME);
        int used = named == null && !operands.isEmpty() ? 1 : 0;
        if (operands.size() > used) {
            throw CommandException.usage("too many command-line arguments (first is \"" + operands.get(used) + "\")");
        }
        return used == 1 ? operands.get(0) : named;
    }
}
