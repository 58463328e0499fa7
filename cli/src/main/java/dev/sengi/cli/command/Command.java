package dev.sengi.cli.command;

import dev.sengi.SengiException;
import dev.sengi.SengiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;

/** A command: arguments in, exit code out. Implements what all commands share: help, version and error reporting. */
public abstract class Command {
    private final String name;

    public Command(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /**
     * Runs the command.
     *
     * @return the exit code; {@link #failed()} if an error ended the command
     */
    public final int run(List<String> arguments, Environment environment) {
        Messages messages =
                new Messages(name, environment.err(), environment.client().variables());
        if (!awaitsServer()) {
            environment.termination().endAtOnce();
        }
        try {
            int code = asksForHelpOrVersion(arguments)
                    ? aboutItself(arguments.get(0), environment)
                    : execute(arguments, environment.reportingTo(messages), messages);
            if (code == 0) {
                environment.out().flush();
            }
            return code;
        } catch (IOException | RuntimeException | Error e) {
            report(e, messages);
            writeOut(environment);
        }
        return failed();
    }

    /** Returns whether a signal that arrives early should wait until a server is working for the command. */
    protected boolean awaitsServer() {
        return true;
    }

    /** Returns the exit code of a command that an error ended. */
    protected int failed() {
        return 1;
    }

    /** Like PostgreSQL's programs, a failed command leaves behind what it has already written. */
    private static void writeOut(Environment environment) {
        try {
            environment.out().flush();
        } catch (IOException e) {
            // The command has already failed.
        }
    }

    private static void report(Throwable failure, Messages messages) {
        if (Messages.isOutOfMemory(failure)) {
            messages.lastResort(failure);
            return;
        }
        String ofLeader = Messages.ofLeader(failure);
        if (ofLeader != null) {
            messages.failure(ofLeader);
        } else if (failure instanceof CommandException e) {
            messages.failure(e);
        } else if (failure instanceof SengiException e) {
            messages.failure(e);
        } else if (failure instanceof IOException e && (e instanceof FileSystemException || e.getMessage() != null)) {
            messages.failure(e);
        } else {
            messages.lastResort(failure);
            return;
        }
        messages.trace(failure);
    }

    public abstract int execute(List<String> arguments, Environment environment, Messages messages) throws IOException;

    /** Returns the line that {@code --version} prints. */
    public abstract String version();

    /** Returns the version line of {@code sengi} and its subcommands. */
    protected static String sengiVersion() {
        return "sengi " + SengiVersion.sengi() + " (PostgreSQL " + SengiVersion.postgresql() + ")";
    }

    /**
     * Returns the name of the resource beside {@code Main} that contains the text of {@code --help}. In the text, {@code
     * {command}} stands for the command's name.
     */
    public abstract String helpText();

    /** Returns the name of another resource, whose text follows, or null. */
    public String moreHelpText() {
        return null;
    }

    /** Only the first argument can request help or the version, as in PostgreSQL's programs. */
    private static boolean asksForHelpOrVersion(List<String> arguments) {
        return !arguments.isEmpty()
                && List.of("--help", "-?", "--version", "-V").contains(arguments.get(0));
    }

    private int aboutItself(String option, Environment environment) throws IOException {
        if (StandardOutput.isClosed()) {
            return 0;
        }
        boolean help = option.equals("--help") || option.equals("-?");
        environment.out().write((help ? help() : version() + "\n").getBytes(StandardCharsets.UTF_8));
        return 0;
    }

    /** Returns the text of {@code --help}. */
    public String help() throws IOException {
        String more = moreHelpText();
        String text = resource(helpText()) + (more == null ? "" : resource(more));
        return text.replace("{command}", name);
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = Command.class.getResourceAsStream("/dev/sengi/cli/" + name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
