package dev.sengi.cli.archive;

import dev.sengi.cli.command.Command;
import dev.sengi.cli.option.Operands;
import java.util.List;

/** A command of sengi without a counterpart among PostgreSQL's programs. */
public abstract class SengiSubcommand extends Command {

    protected SengiSubcommand(String subcommand) {
        super("sengi " + subcommand);
    }

    @Override
    protected final boolean awaitsServer() {
        return false;
    }

    @Override
    public final String version() {
        return sengiVersion();
    }

    @Override
    public final String helpText() {
        return name().replace(' ', '_') + ".help.txt";
    }

    /** Returns the first operand, or null if there is none; fails if there are more. */
    protected static String onlyOperand(List<String> operands) {
        Operands.refuseMoreThan(1, operands);
        return operands.isEmpty() ? null : operands.get(0);
    }
}
