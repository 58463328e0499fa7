package dev.sengi;

import java.util.Optional;

/**
 * A dump or restore that could not be done.
 *
 * <p>The message is pg_dump's or pg_restore's own where those have one, without the program's name before it. A cause of
 * type {@link java.sql.SQLException} is wrapped once, where the stage and the statement are known.
 */
public class SengiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;
    private final String hint;

    public SengiException(String message) {
        this(message, null, null, null);
    }

    public SengiException(String message, Throwable cause) {
        this(message, null, null, cause);
    }

    /**
     * @param message what went wrong
     * @param detail what it concerns, such as the statement sent, or null
     * @param hint what may help, or null
     * @param cause or null
     */
    public SengiException(String message, String detail, String hint, Throwable cause) {
        super(message, cause);
        this.detail = detail;
        this.hint = hint;
    }

    /** Returns what the error concerns, such as {@code Query was: SELECT …}. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** Returns what may help. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
