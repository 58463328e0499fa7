package dev.sengi.cli.restore;

import dev.sengi.DumpAllFolder;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.RestoreReport;
import dev.sengi.SengiVersion;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.cli.command.Command;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.StandardOutput;
import dev.sengi.cli.command.TextOutput;
import dev.sengi.cli.option.ConnectionOptions;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import dev.sengi.cli.option.Operands;
import dev.sengi.cli.option.OptionParser;
import dev.sengi.cli.option.SectionOption;
import dev.sengi.cli.progress.DisplayChoice;
import dev.sengi.cli.progress.RunDisplay;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.io.LateFileOutput;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code pg_restore}. */
public final class PgRestoreCommand extends Command {
    /** Options whose empty argument does not even override an earlier one. */
    private static final Set<RestoreOption> IGNORED_IF_EMPTY =
            EnumSet.of(RestoreOption.FORMAT, RestoreOption.HOST, RestoreOption.PORT, RestoreOption.SUPERUSER);

    private final boolean sengi;

    /** Creates {@code pg_restore}, which rejects plain-text scripts. */
    public PgRestoreCommand(String name) {
        this(name, false);
    }

    /** @param sengi whether to do more than PostgreSQL's program: run plain-text scripts too, and show the progress */
    public PgRestoreCommand(String name, boolean sengi) {
        super(name);
        this.sengi = sengi;
    }

    @Override
    public String version() {
        return "pg_restore (PostgreSQL) " + SengiVersion.dumpVersion();
    }

    @Override
    public String helpText() {
        return "pg_restore.help.txt";
    }

    @Override
    public String moreHelpText() {
        return sengi ? "sengi_restore.help.txt" : null;
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        if (sengi) {
            GivenOptions<RestoreOption> any = new GivenOptions<>(RestoreOption.class);
            new OptionParser<>(RestoreOption.class, arguments, environment).peek(any::add);
            DisplayChoice.prepare(any.last(RestoreOption.PROGRESS), messages, environment.err());
        }
        GivenOptions<RestoreOption> given = new GivenOptions<>(RestoreOption.class);
        ConnectionOptions connection = new ConnectionOptions();
        List<String> operands = new OptionParser<>(RestoreOption.class, sengi, arguments, environment)
                .parse((option, argument) -> {
                    if (option == RestoreOption.FILTER) {
                        RestoreFilters.read(argument, environment.in(), given);
                    } else {
                        take(option, argument, given, connection);
                    }
                });
        DisplayChoice choice = sengi
                ? DisplayChoice.of(
                        given.last(RestoreOption.PROGRESS),
                        given.has(RestoreOption.QUIET),
                        given.last(RestoreOption.COLOR))
                : null;
        boolean isNamed = !operands.isEmpty() && !operands.get(0).isEmpty();
        Path folder = sengi && isNamed ? NativeText.path(operands.get(0)) : null;
        boolean isCluster = folder != null && DumpAllFolder.isComplete(folder);
        if (!isCluster) {
            Operands.refuseMoreThan(1, operands);
        }
        RestoreChecks.check(given);
        Optional<ArchiveFormat> format = format(given.last(RestoreOption.FORMAT));
        if (given.has(RestoreOption.VERBOSE)) {
            messages.setVerbose();
        }
        StandardOutput.require();
        RestoreSettings settings = new RestoreSettings(given);
        if (isCluster) {
            DumpAllFolder cluster = DumpAllFolder.open(folder);
            RunDisplay display = RunDisplay.of(choice, name(), false, environment, messages);
            ClusterRestore restore = new ClusterRestore(
                    cluster, given, settings, source(given, connection, environment), display, messages);
            return restore.run(operands.subList(1, operands.size()));
        }
        if (given.has(RestoreOption.ALL)) {
            throw CommandException.fatal("option --all requires a folder written by \"sengi dump --all\"");
        }
        PgRestore input = input(operands, format, environment).onProgress(messages);
        PgRestore any = format.map(input::format).orElse(input);
        PgRestore archive = sengi ? any : any.with(RestoreFlag.ARCHIVES_ONLY);
        PgRestore restore = settings.apply(archive, list(given.last(RestoreOption.USE_LIST), archive));
        if (given.has(RestoreOption.LIST)) {
            write(given.last(RestoreOption.FILE), environment, restore::toList);
            return 0;
        }
        if (given.has(RestoreOption.DRY_RUN)) {
            write(given.last(RestoreOption.FILE), environment, restore::toPlan);
            return 0;
        }
        if (given.has(RestoreOption.FILE)) {
            write(given.last(RestoreOption.FILE), environment, restore::toScript);
            return 0;
        }
        PgRestore database = restore.returnFailures().into(source(given, connection, environment));
        RestoreReport report = sengi
                ? show(database, choice, environment, messages)
                : environment.termination().await(database.start(), messages);
        // The library has already reported the ignored errors.
        return report.errors() == 0 ? 0 : 1;
    }

    /** Returns the lines of the {@code -L} file, or null if none was given. */
    private List<String> list(String file, PgRestore archive) throws IOException {
        if (file == null) {
            return null;
        }
        try {
            return UseListFile.read(file);
        } catch (CommandException e) {
            if (!sengi) {
                // The real program opens the archive first, so what is wrong with that is told instead.
                archive.toList(OutputStream.nullOutputStream());
            }
            throw e;
        }
    }

    private RestoreReport show(PgRestore restore, DisplayChoice choice, Environment environment, Messages messages)
            throws IOException {
        RunDisplay display = RunDisplay.of(choice, name(), false, environment, messages);
        RestoreReport report =
                display.await(restore.onProgress(display.listener()).start());
        display.summarize(report);
        return report;
    }

    private static ConninfoSource source(
            GivenOptions<RestoreOption> given, ConnectionOptions connection, Environment environment) {
        return connection.source(
                given.last(RestoreOption.HOST),
                given.last(RestoreOption.PORT),
                given.last(RestoreOption.USERNAME),
                given.last(RestoreOption.DBNAME),
                "pg_restore",
                environment);
    }

    /** Records an option, and checks its argument if pg_restore does so while parsing. */
    private static void take(
            RestoreOption option, String argument, GivenOptions<RestoreOption> given, ConnectionOptions connection) {
        connection.take(option);
        switch (option) {
            case JOBS -> IntegerOption.jobs(argument);
            case SECTION -> SectionOption.parse(argument);
            case TRANSACTION_SIZE -> IntegerOption.positive(argument, option);
            default -> {}
        }
        if (!IGNORED_IF_EMPTY.contains(option) || !argument.isEmpty()) {
            given.add(option, argument);
        }
    }

    private static Optional<ArchiveFormat> format(String format) {
        if (format == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (format.toLowerCase(Locale.ROOT)) {
                    case "c", "custom" -> ArchiveFormat.CUSTOM;
                    case "d", "directory" -> ArchiveFormat.DIRECTORY;
                    case "t", "tar" -> ArchiveFormat.TAR;
                    case "p", "plain" ->
                        throw CommandException.fatal(
                                "archive format \"" + format + "\" is not supported; please use psql");
                    default ->
                        throw CommandException.fatal("unrecognized archive format \"" + format
                                + "\"; please specify \"c\", \"d\", or \"t\"");
                });
    }

    /** Returns the message for a missing file, which names what is opened first. */
    private static String missing(String file, Optional<ArchiveFormat> format) {
        if (format.equals(Optional.of(ArchiveFormat.TAR))) {
            return "could not open TOC file \"" + file + "\" for input";
        }
        String first = format.equals(Optional.of(ArchiveFormat.DIRECTORY)) ? file + "/toc.dat" : file;
        return "could not open input file \"" + first + "\"";
    }

    private static PgRestore input(List<String> operands, Optional<ArchiveFormat> format, Environment environment) {
        if (operands.isEmpty()) {
            return PgRestore.from(environment.in());
        }
        String file = operands.get(0);
        if (file.isEmpty()) {
            return PgRestore.from(environment.in());
        }
        if (Files.notExists(NativeText.path(file))) {
            // Checked before the list file is opened.
            throw CommandException.fatal(missing(file, format) + ": No such file or directory");
        }
        return PgRestore.from(NativeText.path(file));
    }

    private static void write(String file, Environment environment, TextOutput.Writing writing) throws IOException {
        TextOutput.write(file, environment, (path, text) -> text.buffered(new LateFileOutput(path)), writing);
    }
}
