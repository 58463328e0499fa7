package dev.sengi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection could not be opened, was lost, or was lent in an unusable state. */
public final class ConnectionException extends SengiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without details.
     *
     * @param message what went wrong
     * @param cause the exception behind this one, or null if there is none
     */
    public ConnectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
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
        super(message, details, hint, cause);
    }
}
