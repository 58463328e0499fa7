package dev.sengi;

import org.jspecify.annotations.Nullable;

/**
 * Options contradict each other or are out of range, a pattern is malformed, or a name or pattern that must match
 * something in the archive or database matches nothing. Thrown by the method that sets the option, or when a dump or
 * restore is started, before it connects. Only a dump's patterns are checked after it has connected.
 */
public final class UsageException extends SengiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message what is wrong
     */
    public UsageException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message what is wrong
     * @param cause the exception behind this one, or null if there is none
     */
    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Requires a number to be in a range.
     *
     * @param option the option's name, for the message
     * @return the number
     * @throws UsageException with pg_dump's message if it is not
     */
    static int requireInRange(int value, String option, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(option + " must be in range " + least + ".." + most);
        }
        return value;
    }
}
