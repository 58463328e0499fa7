package dev.sengi.cli.completion;

import dev.sengi.cli.archive.SengiSubcommand;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code sengi completion}: prints a script that completes options in a shell. */
public final class SengiCompletionCommand extends SengiSubcommand {
    private final Table table;

    /** The commands to complete. */
    @FunctionalInterface
    public interface Table {
        List<CompletedCommand> commands() throws IOException;
    }

    public SengiCompletionCommand(Table table) {
        super("completion");
        this.table = table;
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        String shell = onlyOperand(arguments);
        if (shell == null) {
            throw CommandException.usage("no shell specified");
        }
        String script =
                switch (shell) {
                    case "bash" -> BashCompletion.of(table.commands());
                    case "zsh" -> ZshCompletion.of(table.commands());
                    case "fish" -> FishCompletion.of(table.commands());
                    default ->
                        throw CommandException.fatal("unrecognized shell \"" + shell + "\"")
                                .withHint("Valid shells are \"bash\", \"zsh\" and \"fish\".");
                };
        environment.out().write(script.getBytes(StandardCharsets.UTF_8));
        return 0;
    }
}
