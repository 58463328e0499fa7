package dev.sengi;

import java.util.List;
import java.util.Optional;

/**
 * A dump or restore that could not be done.
 *
 * <p>The message is pg_dump's or pg_restore's own where those have one, without the program's name before it. A cause of
 * type {@link java.sql.SQLException} is wrapped once, where the stage and the statement are known.
 */
public class SengiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> details;
    private final String hint;

    public SengiException(String message) {
        this(message, List.of(), null, null);
    }

    public SengiException(String message, Throwable cause) {
        this(message, List.of(), null, cause);
    }

    /**
     * @param message what went wrong
     * @param detail what it concerns, such as the statement sent, or null
     * @param hint what may help, or null
     * @param cause or null
     */
    public SengiException(String message, String detail, String hint, Throwable cause) {
        this(message, detail == null ? List.of() : List.of(detail), hint, cause);
    }

    /**
     * @param message what went wrong
     * @param details what it concerns, such as the server's message and the statement sent
     * @param hint what may help, or null
     * @param cause or null
     */
    public SengiException(String message, List<String> details, String hint, Throwable cause) {
        super(message, cause);
        this.details = List.copyOf(details);
        this.hint = hint;
    }

    /** Returns what the error concerns, such as {@code Query was: SELECT …}. */
    public List<String> details() {
        return details;
    }

    /** Returns what may help. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
