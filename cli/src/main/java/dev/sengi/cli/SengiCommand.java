package dev.sengi.cli;

import dev.sengi.SengiVersion;
import dev.sengi.cli.archive.SengiConvertCommand;
import dev.sengi.cli.archive.SengiDiffCommand;
import dev.sengi.cli.archive.SengiExtractCommand;
import dev.sengi.cli.archive.SengiListCommand;
import dev.sengi.cli.archive.SengiVerifyCommand;
import dev.sengi.cli.command.Command;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.dump.PgDumpCommand;
import dev.sengi.cli.restore.PgRestoreCommand;
import java.io.IOException;
import java.util.List;

/** {@code sengi}: pg_dump and pg_restore under one name, plus commands that inspect archives. */
public final class SengiCommand extends Command {
    public static final String VERSION =
            "sengi " + SengiVersion.SENGI + " (PostgreSQL " + SengiVersion.POSTGRESQL + ")";

    SengiCommand() {
        super("sengi");
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public String helpText() {
        return "sengi.help.txt";
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        if (arguments.isEmpty()) {
            throw CommandException.usage("no command given");
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "dump" -> new PgDumpCommand("sengi dump").run(rest, environment);
            case "restore" -> new PgRestoreCommand("sengi restore", true).run(rest, environment);
            case "list" -> new SengiListCommand().run(rest, environment);
            case "verify" -> new SengiVerifyCommand().run(rest, environment);
            case "diff" -> new SengiDiffCommand().run(rest, environment);
            case "convert" -> new SengiConvertCommand().run(rest, environment);
            case "extract" -> new SengiExtractCommand().run(rest, environment);
            default -> throw CommandException.usage("unrecognized command \"" + arguments.get(0) + "\"");
        };
    }
}
