package dev.sengi.cli.command;

/** Ends a command with a message and exit code 1. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How the message is shown. */
    public enum Kind {
        /** The option parser's: without {@code error:}, and with a pointer to {@code --help}. */
        SYNTAX,
        /** An error with a pointer to {@code --help}. */
        USAGE,
        /** An error. */
        FATAL
    }

    private final Kind kind;

    private CommandException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** @param message in glibc's words; empty for the pointer alone */
    public static CommandException syntax(String message) {
        return new CommandException(Kind.SYNTAX, message, null);
    }

    public static CommandException usage(String message) {
        return new CommandException(Kind.USAGE, message, null);
    }

    public static CommandException fatal(String message) {
        return new CommandException(Kind.FATAL, message, null);
    }

    public static CommandException fatal(String message, Throwable cause) {
        return new CommandException(Kind.FATAL, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
