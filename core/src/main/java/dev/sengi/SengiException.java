package dev.sengi;

import dev.sengi.archive.TocEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A dump or restore that could not be done, or not without failures.
 *
 * <p>The message is pg_dump's or pg_restore's own if they have one, without the program's name before it. Subclasses tell
 * failures apart that callers may want to treat differently: {@link UsageException}, {@link ConnectionException}, {@link
 * ServerException}, {@link CancelledException} and {@link RestoreFailedException}. An archive that cannot be read is an
 * {@link dev.sengi.archive.ArchiveFormatException}, which is an {@link java.io.IOException}.
 */
public class SengiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> details;
    private final String hint;
    private volatile Stage stage;
    private transient volatile TocEntry entry;

    public SengiException(String message) {
        this(message, List.of(), null, null);
    }

    /** @param cause or null */
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

    /** Notes where a dump or restore was, unless that is known already. */
    final void occurredAt(Stage where, TocEntry what) {
        if (stage == null) {
            stage = where;
            entry = what;
        }
    }

    /** Returns what the error concerns, each as a line or more for people, such as {@code Query was: SELECT …}. */
    public List<String> details() {
        return details;
    }

    /** Returns what may help. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** Returns what the dump or restore was at; empty if it had not begun. */
    public Optional<Stage> stage() {
        return Optional.ofNullable(stage);
    }

    /** Returns the archive entry that was being dumped or restored; empty if there was none, or several. */
    public Optional<TocEntry> entry() {
        return Optional.ofNullable(entry);
    }

    /** Returns the statement that failed, as it was sent; empty if no statement did. */
    public Optional<String> statement() {
        return Optional.empty();
    }

    /** Returns the SQLSTATE of the server's or the driver's error, five letters and digits; empty if there is none. */
    public Optional<String> sqlState() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return Optional.ofNullable(error.getSQLState());
            }
        }
        return Optional.empty();
    }
}
