package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import java.util.List;

/** The arguments of a command that are not options. */
public final class Operands {
    private Operands() {}

    /** Fails if there are more operands than the command uses. */
    public static void refuseMoreThan(int count, List<String> operands) {
        if (operands.size() > count) {
            throw CommandException.usage("too many command-line arguments (first is \"" + operands.get(count) + "\")");
        }
    }
}
