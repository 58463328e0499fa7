package dev.sengi;

import dev.sengi.archive.TocEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server refused a statement; or, with {@link PgRestore#exitOnError()}, a plain-text script is invalid. */
public final class ServerException extends SengiException {
    private static final long serialVersionUID = 1L;

    /** As it was sent, or null. */
    private final @Nullable String statement;

    /**
     * Creates an exception that concerns no entry.
     *
     * @param message what went wrong
     * @param details what the error concerns, each as one or more readable lines; copied
     * @param statement as it was sent, or null
     * @param cause the driver's exception, or null if the script is invalid
     */
    public ServerException(
            String message, List<String> details, @Nullable String statement, @Nullable SQLException cause) {
        this(message, details, statement, null, cause);
    }

    /**
     * Creates an exception.
     *
     * @param message what went wrong
     * @param details what the error concerns, each as one or more readable lines; copied
     * @param statement as it was sent, or null
     * @param entry the entry that the statement belongs to, or null
     * @param cause the driver's exception, or null if the script is invalid
     */
    public ServerException(
            String message,
            List<String> details,
            @Nullable String statement,
            @Nullable TocEntry entry,
            @Nullable SQLException cause) {
        super(message, details, null, cause);
        this.statement = statement;
        if (entry != null) {
            occurredAt(Stage.of(entry), entry);
        }
    }

    @Override
    public Optional<String> statement() {
        return Optional.ofNullable(statement);
    }
}
