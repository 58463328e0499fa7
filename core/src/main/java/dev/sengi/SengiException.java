package dev.sengi;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.UnlabelledException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A dump or restore failed, or completed with failures.
 *
 * <p>The message is that of pg_dump or pg_restore, if there is one, without the program's name. Subclasses distinguish
 * failures that callers may want to treat differently: {@link UsageException}, {@link ConnectionException}, {@link
 * ServerException}, {@link CancelledException} and {@link RestoreFailedException}. An archive that cannot be read
 * causes an {@link dev.sengi.archive.ArchiveFormatException}, which is an {@link java.io.IOException}.
 *
 * <p>Only Sengi creates such exceptions, and their constructors may change.
 */
public sealed class SengiException extends RuntimeException
        permits CancelledException,
                ConnectionException,
                RestoreFailedException,
                ServerException,
                UnlabelledException,
                UsageException {
    private static final long serialVersionUID = 1L;

    /** What the error concerns. */
    private final List<String> details;
    /** What may help, or null. */
    private final @Nullable String hint;
    /** Where it occurred, or null if nothing had started. */
    private volatile @Nullable Stage stage;

    private transient volatile @Nullable TocEntry entry;

    /**
     * Creates an exception without details.
     *
     * @param message what went wrong
     */
    public SengiException(String message) {
        this(message, null);
    }

    /**
     * Creates an exception without details.
     *
     * @param message what went wrong
     * @param cause the exception behind this one, or null if there is none
     */
    public SengiException(String message, @Nullable Throwable cause) {
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
    public SengiException(String message, List<String> details, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.details = List.copyOf(details);
        this.hint = hint;
    }

    /** Records where a dump or restore was, unless that is already known. */
    final void occurredAt(@Nullable Stage where, @Nullable TocEntry what) {
        if (stage == null) {
            stage = where;
            entry = what;
        }
    }

    /** {@return what the error concerns, each as one or more readable lines, such as {@code Query was: SELECT …}} */
    public List<String> details() {
        return details;
    }

    /** {@return what may help, according to Sengi; empty if nothing is known} */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** {@return the stage of the dump or restore; empty if it had not started} */
    public Optional<Stage> stage() {
        return Optional.ofNullable(stage);
    }

    /** {@return the archive entry that was being dumped or restored; empty if there was not exactly one} */
    public Optional<TocEntry> entry() {
        return Optional.ofNullable(entry);
    }

    /** {@return the statement that failed, as it was sent, but without a role's password; empty if none failed} */
    public Optional<String> statement() {
        return Optional.empty();
    }

    /**
     * {@return everything that PostgreSQL's program prints about the failure, apart from {@link #details()} and {@link
     * #hint()}; unlike the message of a {@link ConnectionException}, it may quote rows}
     */
    public String fullMessage() {
        return String.valueOf(getMessage());
    }

    /** {@return the server's message, such as {@code role "alex" does not exist}; empty if the server sent none} */
    public Optional<String> serverMessage() {
        return fromServer(ServerErrorMessage::getMessage);
    }

    /** {@return the server's DETAIL, which may quote rows; empty if the server sent none} */
    public Optional<String> serverDetail() {
        return fromServer(ServerErrorMessage::getDetail);
    }

    /** {@return the server's HINT; empty if the server sent none} */
    public Optional<String> serverHint() {
        return fromServer(ServerErrorMessage::getHint);
    }

    /** {@return the server's CONTEXT, such as the line of a COPY, which may quote a row; empty if the server sent none} */
    public Optional<String> serverContext() {
        return fromServer(ServerErrorMessage::getWhere);
    }

    private Optional<String> fromServer(Function<ServerErrorMessage, @Nullable String> part) {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException error && error.getServerErrorMessage() != null) {
                return Optional.ofNullable(part.apply(error.getServerErrorMessage()))
                        .map(this::asShown);
            }
        }
        return Optional.empty();
    }

    /** Returns the driver's text in the form in which this exception contains it. */
    private String asShown(String text) {
        boolean isShown = fullMessage().contains(text) || details.stream().anyMatch(detail -> detail.contains(text));
        return isShown ? text : BytewiseText.readable(text);
    }

    /** {@return the SQLSTATE of the server's or the driver's error, five letters and digits; empty if there is none} */
    public Optional<String> sqlState() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return Optional.ofNullable(error.getSQLState());
            }
        }
        return Optional.empty();
    }
}
