package dev.sengi.cli.command;

import java.util.Optional;

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
        /** An error without the program's name and {@code error:}. */
        UNLABELLED
    }

    private final Kind kind;
    /** Or null. */
    private final String hint;

    private CommandException(Kind kind, String message, String hint, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    /** @param message in glibc's words; empty for the pointer only */
    public static CommandException syntax(String message) {
        return new CommandException(Kind.SYNTAX, message, null, null);
    }

    public static CommandException usage(String message) {
        return new CommandException(Kind.USAGE, message, null, null);
    }

    public static CommandException fatal(String message) {
        return new CommandException(Kind.FATAL, message, null, null);
    }

    public static CommandException fatal(String message, Throwable cause) {
        return new CommandException(Kind.FATAL, message, null, cause);
    }

    public static CommandException unlabelled(String message) {
        return new CommandException(Kind.UNLABELLED, message, null, null);
    }

    /** Returns the same exception with a message that follows its own. */
    public CommandException withHint(String text) {
        return new CommandException(kind, getMessage(), text, getCause());
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    public Kind kind() {
        return kind;
    }
}
