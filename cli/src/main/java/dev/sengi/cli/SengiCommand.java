package dev.sengi.cli;

import dev.sengi.SengiVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code sengi dump}, {@code sengi restore} and {@code sengi list}: the same as pg_dump, pg_restore and pg_restore -l. */
final class SengiCommand extends Command {

    SengiCommand() {
        super("sengi");
    }

    @Override
    String version() {
        return "sengi " + SengiVersion.SENGI + " (PostgreSQL " + SengiVersion.POSTGRESQL + ")";
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
            case "list" -> list(rest, environment);
            default -> throw CommandException.usage("unrecognized command \"" + arguments.get(0) + "\"");
        };
    }

    private static int list(List<String> arguments, Environment environment) {
        List<String> all = new ArrayList<>(arguments);
        boolean aboutItself = !arguments.isEmpty() && arguments.get(0).matches("--help|-\\?|--version|-V");
        all.add(aboutItself ? arguments.size() : 0, "--list");
        return new PgRestoreCommand("sengi list").run(all, environment);
    }
}
