package dev.sengi.cli.progress;

import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.OptionParser;
import java.util.List;

/**
 * The options of {@code sengi}'s commands that determine how a run is shown.
 *
 * @param progress {@code --progress}
 * @param quiet {@code --quiet}
 * @param color {@code --color}
 * @param <O> the command's options
 */
public record DisplayOptions<O extends Enum<O> & CommandOption>(O progress, O quiet, O color) {

    /**
     * Gives messages the form that the command line chooses. Must be called before the command line is parsed, because
     * errors in it must have that form, too.
     */
    public void prepare(List<String> arguments, Environment environment, Messages messages) {
        GivenOptions<O> given = new GivenOptions<>(progress.getDeclaringClass());
        new OptionParser<>(progress.getDeclaringClass(), arguments, environment).peek(given::add);
        DisplayChoice.prepare(given.last(progress), messages, environment.err());
    }

    /**
     * Returns what was chosen.
     *
     * @throws dev.sengi.cli.command.CommandException if an argument is invalid
     */
    public DisplayChoice choice(GivenOptions<O> given) {
        return DisplayChoice.of(given.last(progress), given.has(quiet), given.last(color));
    }
}
