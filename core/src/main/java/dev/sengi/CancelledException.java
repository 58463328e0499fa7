package dev.sengi;

import org.jspecify.annotations.Nullable;

/** A run was cancelled, by {@link Run#cancel()} or by interrupting one of its threads. */
public final class CancelledException extends SengiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what went wrong
     * @param cause the exception behind this one, or null if there is none
     */
    public CancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
