package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The options given on a command line, with their arguments.
 *
 * @param <O> the command's options
 */
public final class GivenOptions<O extends Enum<O> & CommandOption> {
    private final Map<O, List<String>> arguments;

    public GivenOptions(Class<O> options) {
        arguments = new EnumMap<>(options);
    }

    public void add(O option, String argument) {
        List<String> all = arguments.computeIfAbsent(option, unused -> new ArrayList<>());
        if (argument != null) {
            all.add(argument);
        }
    }

    public boolean has(O option) {
        return arguments.containsKey(option);
    }

    /** Returns the option's arguments in order; empty if it was not given. */
    public List<String> all(O option) {
        return arguments.getOrDefault(option, List.of());
    }

    /** Returns the last argument, which overrides earlier ones, or null. */
    public String last(O option) {
        List<String> all = all(option);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Returns the value changed by the option's last argument; unchanged if it was not given. */
    public <T> T apply(O option, T value, BiFunction<T, String, T> change) {
        String argument = last(option);
        return argument == null ? value : change.apply(value, argument);
    }

    /** Returns the value changed by each of the option's arguments in order. */
    public <T> T applyAll(O option, T value, BiFunction<T, String, T> change) {
        T changed = value;
        for (String argument : all(option)) {
            changed = change.apply(changed, argument);
        }
        return changed;
    }

    /** Returns the value changed by the flags of all options that were given. */
    public <T, F> T applyFlags(Map<O, F> flags, T value, BiFunction<T, F, T> change) {
        T changed = value;
        for (Map.Entry<O, F> flag : flags.entrySet()) {
            changed = has(flag.getKey()) ? change.apply(changed, flag.getValue()) : changed;
        }
        return changed;
    }

    /** Fails if both options were given. */
    public void exclude(O one, O other) {
        if (has(one) && has(other)) {
            throw CommandException.fatal(
                    "options " + one.label() + " and " + other.label() + " cannot be used together");
        }
    }

    /** Fails if the first option was given without the other. */
    public void require(O one, O other) {
        if (has(one) && !has(other)) {
            throw requires(one.label(), other.label());
        }
    }

    /** Returns the failure of an option that was given without another. */
    public static CommandException requires(String one, String other) {
        return CommandException.fatal("option " + one + " requires option " + other);
    }
}
