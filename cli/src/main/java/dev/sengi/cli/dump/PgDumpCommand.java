package dev.sengi.cli.dump;

import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.PgDumpAll;
import dev.sengi.ProgressListener;
import dev.sengi.Run;
import dev.sengi.SengiVersion;
import dev.sengi.cli.command.Command;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.StandardOutput;
import dev.sengi.cli.option.ConnectionOptions;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import dev.sengi.cli.option.Operands;
import dev.sengi.cli.option.OptionParser;
import dev.sengi.cli.option.SectionOption;
import dev.sengi.cli.option.SizeOption;
import dev.sengi.cli.progress.DisplayChoice;
import dev.sengi.cli.progress.DisplayOptions;
import dev.sengi.cli.progress.RunDisplay;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.util.List;

/** {@code pg_dump}. */
public final class PgDumpCommand extends Command {
    /** The database from which roles and tablespaces are read if none is named. */
    private static final String MAINTENANCE = "postgres";

    private final boolean sengi;

    /** @param name {@code pg_dump}, or {@code sengi dump}, which can do more */
    public PgDumpCommand(String name) {
        super(name);
        sengi = !name.equals("pg_dump");
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
    public String moreHelpText() {
        return sengi ? "sengi_dump.help.txt" : null;
    }

    /** Not a constant, so that PostgreSQL's commands do not load the display's classes. */
    private static DisplayOptions<DumpOption> displayOptions() {
        return new DisplayOptions<>(DumpOption.PROGRESS, DumpOption.QUIET, DumpOption.COLOR);
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) {
        if (sengi) {
            displayOptions().prepare(arguments, environment, messages);
        }
        GivenOptions<DumpOption> given = new GivenOptions<>(DumpOption.class);
        ConnectionOptions connection = new ConnectionOptions();
        DumpFilters filters = new DumpFilters(given);
        List<String> operands = new OptionParser<>(DumpOption.class, sengi, arguments, environment)
                .parse((option, argument) -> {
                    if (option == DumpOption.FILTER) {
                        filters.read(argument, environment.in());
                    } else {
                        take(option, argument, given, connection);
                    }
                });
        DisplayChoice choice = sengi ? displayOptions().choice(given) : null;
        String dbname = dbname(given, operands);
        DumpChecks.check(given);
        if (given.has(DumpOption.VERBOSE)) {
            messages.setVerbose();
        }
        DumpOutput output = DumpOutput.of(given, sengi);
        DumpSettings settings = new DumpSettings(given, filters.extensions());
        StandardOutput.require();
        output.checkWritable(given.has(DumpOption.ALL));
        ConninfoSource source = source(given, dbname, connection, environment);
        Start start = given.has(DumpOption.ALL)
                ? listener -> output.start(all(given, settings, source).onProgress(listener), environment.out())
                : listener -> output.start(settings.apply(PgDump.from(source)).onProgress(listener), environment.out());
        run(start, output, choice, environment, messages);
        return 0;
    }

    /** Starts the dump. */
    @FunctionalInterface
    private interface Start {
        Run<? extends DumpReport> with(ProgressListener listener) throws IOException;
    }

    private static ConninfoSource source(
            GivenOptions<DumpOption> given, String dbname, ConnectionOptions connection, Environment environment) {
        return connection.source(
                given.last(DumpOption.HOST),
                given.last(DumpOption.PORT),
                given.last(DumpOption.USERNAME),
                dbname == null && given.has(DumpOption.ALL) ? MAINTENANCE : dbname,
                "pg_dump",
                environment);
    }

    private void run(Start start, DumpOutput output, DisplayChoice choice, Environment environment, Messages messages) {
        try {
            if (sengi) {
                show(start, output, choice, environment, messages);
            } else {
                environment.termination().await(start.with(messages), messages);
            }
        } catch (IOException e) {
            throw output.failure(e);
        }
    }

    private void show(Start start, DumpOutput output, DisplayChoice choice, Environment environment, Messages messages)
            throws IOException {
        RunDisplay display = RunDisplay.of(choice, name(), output.file() == null, environment, messages);
        DumpReport report = display.await(start.with(display.listener()));
        environment.out().flush();
        display.summarize(report, output.file());
    }

    private static PgDumpAll all(GivenOptions<DumpOption> given, DumpSettings settings, ConninfoSource source) {
        PgDumpAll dump = PgDumpAll.from(source).eachDatabase(settings::apply);
        dump = given.has(DumpOption.NO_ROLE_PASSWORDS) ? dump.noRolePasswords() : dump;
        return given.applyAll(
                DumpOption.EXCLUDE_DATABASE,
                dump,
                (some, pattern) -> some.excludeDatabase(NativeText.escaped(pattern)));
    }

    /** Records an option, and checks its argument if pg_dump does so while parsing. */
    private static void take(
            DumpOption option, String argument, GivenOptions<DumpOption> given, ConnectionOptions connection) {
        connection.take(option);
        switch (option) {
            case JOBS -> IntegerOption.jobs(argument);
            case SECTION -> SectionOption.parse(argument);
            case ROWS_PER_INSERT -> IntegerOption.positive(argument, option);
            case EXTRA_FLOAT_DIGITS -> IntegerOption.extraFloatDigits(argument);
            case SYNC_METHOD -> syncMethod(argument);
            case SPLIT_TABLES_LARGER_THAN -> SizeOption.parse(argument, option.label());
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
        Operands.refuseMoreThan(used, operands);
        return used == 1 ? operands.get(0) : named;
    }
}
