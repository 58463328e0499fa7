package dev.sengi.cli;

import dev.sengi.cli.command.Command;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import java.io.IOException;
import java.util.List;

/** {@code sengi}: pg_dump and pg_restore under one name, plus commands that inspect archives. */
public final class SengiCommand extends Command {
    SengiCommand() {
        super("sengi");
    }

    @Override
    public String version() {
        return sengiVersion();
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
        Command command = Subcommand.command(arguments.get(0))
                .orElseThrow(() -> CommandException.usage("unrecognized command \"" + arguments.get(0) + "\""));
        return command.run(rest, environment);
    }
}
