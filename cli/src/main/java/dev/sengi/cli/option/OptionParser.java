package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parses a command line as glibc's {@code getopt_long} does, with its messages: clusters of letters, options after
 * operands, unique prefixes of long names, {@code --}.
 *
 * <p>No option library is used, because error messages must match glibc's exactly, as in the real programs.
 *
 * @param <O> the options, in the order in which the error for an ambiguous prefix lists them
 */
public final class OptionParser<O extends Enum<O> & CommandOption> {

    /** Receives options in the order of the command line, and may reject their arguments. */
    @FunctionalInterface
    public interface Visitor<O> {
        /** @param argument null if the option takes none */
        void option(O option, String argument);
    }

    private final List<O> options;
    private final List<String> arguments;
    private final boolean operandsLast;
    private int position;

    /** @param environment if it contains {@code POSIXLY_CORRECT}, the first operand ends the options */
    public OptionParser(Class<O> options, List<String> arguments, Environment environment) {
        this(options, true, arguments, environment);
    }

    /** @param sengi whether the options include those of {@code sengi} alone */
    public OptionParser(Class<O> options, boolean sengi, List<String> arguments, Environment environment) {
        this.options = new ArrayList<>(List.of(options.getEnumConstants()));
        if (!sengi) {
            this.options.removeIf(CommandOption::isOnlySengis);
        }
        this.arguments = arguments;
        this.operandsLast = environment.client().variables().containsKey("POSIXLY_CORRECT");
    }

    /**
     * Passes every option to the visitor and returns the operands.
     *
     * @throws CommandException at the first invalid option
     */
    public List<String> parse(Visitor<O> visitor) {
        List<String> operands = new ArrayList<>();
        while (position < arguments.size()) {
            String argument = arguments.get(position++);
            if (argument.equals("--")) {
                break;
            } else if (argument.startsWith("--")) {
                parseLong(argument.substring(2), visitor);
            } else if (argument.startsWith("-") && argument.length() > 1) {
                parseCluster(argument, visitor);
            } else {
                operands.add(argument);
                if (operandsLast) {
                    break;
                }
            }
        }
        operands.addAll(arguments.subList(position, arguments.size()));
        return operands;
    }

    /**
     * Passes every valid option to the visitor. Invalid ones are left to {@link #parse}, whose errors may depend on the
     * options found here.
     */
    public void peek(Visitor<O> visitor) {
        while (position < arguments.size()) {
            try {
                parse(visitor);
                return;
            } catch (CommandException e) {
                // The next argument may be valid.
            }
        }
    }

    private void parseCluster(String cluster, Visitor<O> visitor) {
        for (int i = 1; i < cluster.length(); i++) {
            O option = byLetter(cluster.charAt(i));
            if (!option.takesArgument()) {
                visitor.option(option, null);
                continue;
            }
            if (i + 1 < cluster.length()) {
                visitor.option(option, cluster.substring(i + 1));
            } else if (position < arguments.size()) {
                visitor.option(option, arguments.get(position++));
            } else {
                throw CommandException.syntax("option requires an argument -- '" + option.letter() + "'");
            }
            return;
        }
    }

    private O byLetter(char letter) {
        for (O option : options) {
            if (option.letter() == letter) {
                return option;
            }
        }
        throw CommandException.syntax("invalid option -- '" + letter + "'");
    }

    private void parseLong(String text, Visitor<O> visitor) {
        int equals = text.indexOf('=');
        Candidate<O> found = byLongName(equals < 0 ? text : text.substring(0, equals), text);
        if (!found.option.takesArgument()) {
            if (equals >= 0) {
                throw CommandException.syntax("option '--" + found.name + "' doesn't allow an argument");
            }
            visitor.option(found.option, null);
        } else if (equals >= 0) {
            visitor.option(found.option, text.substring(equals + 1));
        } else if (position < arguments.size()) {
            visitor.option(found.option, arguments.get(position++));
        } else {
            throw CommandException.syntax("option '--" + found.name + "' requires an argument");
        }
    }

    private Candidate<O> byLongName(String name, String text) {
        List<Candidate<O>> candidates = new ArrayList<>();
        for (O option : options) {
            for (String longName : option.longNames()) {
                if (longName.equals(name)) {
                    return new Candidate<>(option, longName);
                }
                if (longName.startsWith(name) && option.isAbbreviated()) {
                    candidates.add(new Candidate<>(option, longName));
                }
            }
        }
        if (candidates.isEmpty()) {
            throw CommandException.syntax("unrecognized option '--" + text + "'");
        }
        Candidate<O> first = candidates.get(0);
        Set<String> rivals = candidates.stream()
                .filter(other -> other.option != first.option)
                .map(other -> other.name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!rivals.isEmpty()) {
            throw CommandException.syntax("option '--" + text + "' is ambiguous; possibilities: '--" + first.name
                    + "' '--" + String.join("' '--", rivals) + "'");
        }
        return first;
    }

    private record Candidate<O>(O option, String name) {}
}
