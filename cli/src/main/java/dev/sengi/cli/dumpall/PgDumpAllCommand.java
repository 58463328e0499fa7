package dev.sengi.cli.dumpall;

import dev.sengi.DumpAllFlag;
import dev.sengi.DumpAllReport;
import dev.sengi.PgDumpAll;
import dev.sengi.Run;
import dev.sengi.SengiVersion;
import dev.sengi.cli.command.Command;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.FileNames;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.ConnectionOptions;
import dev.sengi.cli.option.FilterFile;
import dev.sengi.cli.option.FilterObject;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.Operands;
import dev.sengi.cli.option.OptionParser;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;
import dev.sengi.internal.conninfo.parameter.ConnectionString;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code pg_dumpall}. */
public final class PgDumpAllCommand extends Command {
    private static final String NAME = "pg_dumpall";

    private static final Map<DumpAllOption, DumpAllFlag> FLAGS = new EnumMap<>(Map.of(
            DumpAllOption.GLOBALS_ONLY, DumpAllFlag.GLOBALS_ONLY,
            DumpAllOption.ROLES_ONLY, DumpAllFlag.ROLES_ONLY,
            DumpAllOption.TABLESPACES_ONLY, DumpAllFlag.TABLESPACES_ONLY,
            DumpAllOption.NO_ROLE_PASSWORDS, DumpAllFlag.NO_ROLE_PASSWORDS));

    public PgDumpAllCommand() {
        super(NAME);
    }

    @Override
    public String version() {
        return NAME + " (PostgreSQL) " + SengiVersion.dumpVersion();
    }

    @Override
    public String helpText() {
        return "pg_dumpall.help.txt";
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) {
        GivenOptions<DumpAllOption> given = new GivenOptions<>(DumpAllOption.class);
        ConnectionOptions connection = new ConnectionOptions();
        List<String> operands = new OptionParser<>(DumpAllOption.class, arguments, environment)
                .parse((option, argument) -> take(option, argument, given, connection, environment));
        Operands.refuseMoreThan(0, operands);
        DumpAllChecks.check(given);
        Messages ofDump =
                new Messages("pg_dump", environment.err(), environment.client().variables());
        if (given.has(DumpAllOption.VERBOSE)) {
            messages.setVerbose();
            ofDump.setVerbose();
        }
        DatabaseOptions databases = new DatabaseOptions(given);
        DatabaseMessages listener = new DatabaseMessages(messages, ofDump, databases);
        PgDumpAll dump = PgDumpAll.from(source(given, connection, environment))
                .eachDatabase(each -> databases.apply(each).checksum(false))
                .onProgress(listener);
        dump = given.applyFlags(FLAGS, dump, PgDumpAll::with);
        dump = given.applyAll(
                DumpAllOption.EXCLUDE_DATABASE,
                dump,
                (some, pattern) -> some.excludeDatabase(NativeText.escaped(pattern)));
        run(dump, given.last(DumpAllOption.FILE), environment, messages, listener);
        return 0;
    }

    private static void take(
            DumpAllOption option,
            String argument,
            GivenOptions<DumpAllOption> given,
            ConnectionOptions connection,
            Environment environment) {
        connection.take(option);
        if (option == DumpAllOption.FILTER) {
            FilterFile.read(argument, environment.in(), new ExcludedDatabases(given));
        }
        given.add(option, argument);
    }

    private static MaintenanceDatabase source(
            GivenOptions<DumpAllOption> given, ConnectionOptions connection, Environment environment) {
        String host = given.last(DumpAllOption.HOST);
        String port = given.last(DumpAllOption.PORT);
        String user = given.last(DumpAllOption.USERNAME);
        String server = given.last(DumpAllOption.DBNAME);
        // Unlike pg_dump, pg_dumpall lets options and a typed password override the connection string.
        String parameters =
                server == null || server.isEmpty() ? null : ConnectionString.overridden(server, host, port, user);
        ConnectionRequest request =
                new ConnectionRequest(host, port, user, parameters, null, NAME).withOverridingPassword();
        return new MaintenanceDatabase(connection.source(request, environment), given.last(DumpAllOption.DATABASE));
    }

    /** The lines of a filter file, which can only exclude databases. */
    private record ExcludedDatabases(GivenOptions<DumpAllOption> given) implements FilterFile.Lines {

        @Override
        public boolean take(boolean include, FilterObject object, String pattern) {
            boolean taken = !include && object == FilterObject.DATABASE;
            if (taken) {
                given.add(DumpAllOption.EXCLUDE_DATABASE, pattern);
            }
            return taken;
        }

        @Override
        public String refusal(boolean include, FilterObject object) {
            return include ? FilterFile.Lines.super.refusal(true, object) : "unsupported filter object";
        }
    }

    private static void run(
            PgDumpAll dump, String file, Environment environment, Messages messages, DatabaseMessages listener) {
        try {
            if (file != null && file.isEmpty()) {
                throw unwritable(file, "No such file or directory");
            }
            Run<DumpAllReport> run = file == null ? dump.start(environment.out()) : dump.start(FileNames.output(file));
            environment.termination().await(run, messages);
        } catch (FileSystemException e) {
            throw unwritable(file, FileErrors.reason(e));
        } catch (IOException e) {
            throw CommandException.fatal(FileErrors.writing("file", e), e);
        } catch (RuntimeException e) {
            throw listener.failure(e);
        }
    }

    private static CommandException unwritable(String file, String reason) {
        return CommandException.fatal("could not open output file \"" + file + "\": " + reason);
    }
}
