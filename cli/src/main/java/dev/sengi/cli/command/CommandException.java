package dev.sengi.cli.command;

/** Ends a command with a message and exit code 1. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How the message is shown. */
    public enum Kind {
        /** An error of the option parser: without {@code error:}, and followed by a pointer to {@code --help}. */
        SYNTAX,
        /** An error followed by a pointer to {@code --help}. */
        USAGE,
        /** A plain error. */
        FATAL,
        /** An error without {@code error:}. */
        UNLABELLED
    }

    private final Kind kind;

    private CommandException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** @param message in glibc's words; empty for the pointer only */
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

    public static CommandException unlabelled(String message) {
        return new CommandException(Kind.UNLABELLED, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
