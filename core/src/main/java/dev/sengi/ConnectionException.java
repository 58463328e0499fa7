package dev.sengi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection could not be opened, was lost, or was lent in an unusable state. */
public final class ConnectionException extends SengiException {
    private static final long serialVersionUID = 1L;

    /** With the server's context. */
    private final String fullMessage;
    /** As it was sent, or null. */
    private final @Nullable String statement;

    /**
     * Creates an exception without details.
     *
     * @param message what went wrong
     * @param cause the exception behind this one, or null if there is none
     */
    public ConnectionException(String message, @Nullable Throwable cause) {
        this(message, List.of(), null, cause);
    }

    /**
     * Creates an exception.
     *
     * @param message what went wrong
     * @param details what the error concerns, each as one or more readable lines; copied
     * @param hint what may help, or null
     * @param cause the exception behind this one, or null if there is none
     */
    public ConnectionException(String message, List<String> details, @Nullable String hint, @Nullable Throwable cause) {
        this(message, message, details, hint, null, cause);
    }

    /**
     * Creates an exception for a connection that was lost.
     *
     * @param message what went wrong, without rows
     * @param fullMessage the same with the server's context, which may quote a row
     * @param details what the error concerns, each as one or more readable lines; copied
     * @param hint what may help, or null
     * @param statement that was being executed, as it was sent, or null
     * @param cause the exception behind this one, or null if there is none
     */
    public ConnectionException(
            String message,
            String fullMessage,
            List<String> details,
            @Nullable String hint,
            @Nullable String statement,
            @Nullable Throwable cause) {
        super(message, details, hint, cause);
        this.fullMessage = fullMessage;
        this.statement = statement;
    }

    @Override
    public String fullMessage() {
        return fullMessage;
    }

    /** {@return the statement that was being executed when the connection was lost; empty if there was not exactly one} */
    @Override
    public Optional<String> statement() {
        return Optional.ofNullable(statement);
    }
}
