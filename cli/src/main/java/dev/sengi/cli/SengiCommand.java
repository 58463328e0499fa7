package dev.sengi.cli;

import dev.sengi.SengiVersion;
import java.io.IOException;
import java.util.List;

/** {@code sengi}: pg_dump and pg_restore under one name, and commands that look into archives. */
final class SengiCommand extends Command {
    static final String VERSION = "sengi " + SengiVersion.SENGI + " (PostgreSQL " + SengiVersion.POSTGRESQL + ")";

    SengiCommand() {
        super("sengi");
    }

    @Override
    String version() {
        return VERSION;
    }

    @Override
    String helpText() {
        return "sengi.help.txt";
    }

    @Override
    int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        if (arguments.isEmpty()) {
            throw CommandException.usage("no command given");
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "dump" -> new PgDumpCommand("sengi dump").run(rest, environment);
            case "restore" -> new PgRestoreCommand("sengi restore").run(rest, environment);
            case "list" -> new SengiListCommand().run(rest, environment);
            case "verify" -> new SengiVerifyCommand().run(rest, environment);
            case "convert" -> new SengiConvertCommand().run(rest, environment);
            case "extract" -> new SengiExtractCommand().run(rest, environment);
            default -> throw CommandException.usage("unrecognized command \"" + arguments.get(0) + "\"");
        };
    }
}
