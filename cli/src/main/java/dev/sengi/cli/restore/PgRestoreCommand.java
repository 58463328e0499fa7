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
import dev.sengi.cli.command.FileNames;
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
import dev.sengi.cli.progress.DisplayOptions;
import dev.sengi.cli.progress.RunDisplay;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.io.LateFileOutput;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
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

    /** @param sengi whether to do more than PostgreSQL's program: also run plain-text scripts and show progress */
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

    /** Not a constant, so that PostgreSQL's commands do not load the display's classes. */
    private static DisplayOptions<RestoreOption> displayOptions() {
        return new DisplayOptions<>(RestoreOption.PROGRESS, RestoreOption.QUIET, RestoreOption.COLOR);
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        if (sengi) {
            displayOptions().prepare(arguments, environment, messages);
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
        DisplayChoice choice = sengi ? displayOptions().choice(given) : null;
        String name = name(operands, given.has(RestoreOption.FORMAT));
        boolean isCluster = sengi && name != null && !name.isEmpty() && DumpAllFolder.isComplete(NativeText.path(name));
        if (!isCluster) {
            Operands.refuseMoreThan(1, operands);
        }
        RestoreChecks.check(given);
        Optional<ArchiveFormat> format = format(given.last(RestoreOption.FORMAT));
        if (given.has(RestoreOption.VERBOSE)) {
            messages.setVerbose();
        }
        StandardOutput.require();
        Line line = new Line(given, source(given, connection, environment), choice, environment, messages);
        if (isCluster) {
            return restoreCluster(NativeText.path(name), operands.subList(1, operands.size()), line);
        }
        if (given.has(RestoreOption.ALL)) {
            throw CommandException.fatal("option --all requires a folder written by \"sengi dump --all\"");
        }
        PgRestore restore = restore(input(name, format, environment).onProgress(messages), given);
        TextOutput.Writing text = text(restore, given);
        return text == null ? restoreDatabase(restore, line) : writeText(text, line);
    }

    /** A command line and the environment of its command. */
    private record Line(
            GivenOptions<RestoreOption> given,
            ConninfoSource server,
            DisplayChoice choice,
            Environment environment,
            Messages messages) {}

    private RunDisplay display(Line line) {
        return RunDisplay.of(line.choice, name(), false, line.environment, line.messages);
    }

    private int restoreCluster(Path folder, List<String> databases, Line line) throws IOException {
        DumpAllFolder cluster = DumpAllFolder.open(folder);
        RestoreSettings settings = new RestoreSettings(line.given);
        return new ClusterRestore(cluster, line.given, settings, line.server, display(line), line.messages)
                .run(databases);
    }

    /** Returns the output to write instead of restoring into a database, or null. */
    private static TextOutput.Writing text(PgRestore restore, GivenOptions<RestoreOption> given) {
        if (given.has(RestoreOption.LIST)) {
            return restore::toList;
        }
        if (given.has(RestoreOption.DRY_RUN)) {
            return restore::toPlan;
        }
        return given.has(RestoreOption.FILE) ? restore::toScript : null;
    }

    private static int writeText(TextOutput.Writing text, Line line) throws IOException {
        line.environment.termination().endAtOnce();
        TextOutput.write(
                line.given.last(RestoreOption.FILE),
                line.environment,
                (file, writing) -> writing.buffered(new LateFileOutput(file)),
                text);
        return 0;
    }

    private int restoreDatabase(PgRestore restore, Line line) throws IOException {
        PgRestore database = restore.returnFailures().into(line.server);
        RestoreReport report = sengi
                ? show(database, display(line))
                : line.environment.termination().await(database.start(), line.messages);
        // The library has already reported the ignored errors.
        return report.failureCount() == 0 ? 0 : 1;
    }

    private static RestoreReport show(PgRestore restore, RunDisplay display) throws IOException {
        RestoreReport report =
                display.await(restore.onProgress(display.listener()).start());
        display.summarize(report);
        return report;
    }

    private PgRestore restore(PgRestore input, GivenOptions<RestoreOption> given) throws IOException {
        PgRestore archive = sengi ? input : input.with(RestoreFlag.ARCHIVES_ONLY);
        return new RestoreSettings(given).apply(archive, list(given.last(RestoreOption.USE_LIST), archive));
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
                // The real program opens the archive first, so errors in the archive take precedence.
                archive.toList(OutputStream.nullOutputStream());
            }
            throw e;
        }
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

    /** Returns the message for a missing file, which names the file that is opened first. */
    private static String missing(String file, Optional<ArchiveFormat> format) {
        if (format.equals(Optional.of(ArchiveFormat.TAR))) {
            return "could not open TOC file \"" + file + "\" for input";
        }
        String first = format.equals(Optional.of(ArchiveFormat.DIRECTORY)) ? file + "/toc.dat" : file;
        return "could not open input file \"" + first + "\"";
    }

    /** @param file null for standard input */
    private static PgRestore input(String file, Optional<ArchiveFormat> format, Environment environment) {
        if (file == null) {
            return of(format, PgRestore.from(environment.in()));
        }
        try {
            Path path = FileNames.input(file);
            if (file.isEmpty() || Files.notExists(path)) {
                throw CommandException.fatal(missing(file, format) + ": No such file or directory");
            }
            return of(format, PgRestore.from(path));
        } catch (NotDirectoryException e) {
            throw CommandException.fatal(missing(file, format) + ": Not a directory", e);
        }
    }

    /** Returns the archive's name, or null for standard input, which an empty name means only if a format is given. */
    private static String name(List<String> operands, boolean hasFormat) {
        return operands.isEmpty() || (hasFormat && operands.get(0).isEmpty()) ? null : operands.get(0);
    }

    private static PgRestore of(Optional<ArchiveFormat> format, PgRestore input) {
        return format.map(input::format).orElse(input);
    }
}
