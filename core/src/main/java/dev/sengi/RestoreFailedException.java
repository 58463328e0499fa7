package dev.sengi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A restore ran to completion, but something failed: the target lacks what {@link #report()} lists. */
public final class RestoreFailedException extends SengiException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable RestoreReport report;
    /** Of the first failure, or null. */
    private final @Nullable String statement;
    /** Of the first failure, or null. */
    private final @Nullable String sqlState;

    RestoreFailedException(RestoreReport report) {
        super(message(report));
        this.report = report;
        RestoreFailure first = report.failures().stream().findFirst().orElse(null);
        statement = first == null ? null : first.statement().orElse(null);
        sqlState = first == null ? null : first.sqlState().orElse(null);
        if (first != null) {
            occurredAt(first.stage(), first.entry().orElse(null));
        }
    }

    private static String message(RestoreReport report) {
        String number = report.failureCount() == 1 ? "1 failure" : report.failureCount() + " failures";
        return report.failures().stream()
                .findFirst()
                .map(first -> number + "; the first"
                        + first.entry()
                                .map(entry -> " at " + entry.desc() + " " + entry.tag())
                                .orElse("") + ": " + first.serverMessage())
                .orElse(number);
    }

    /**
     * {@return what the restore did, with its failures}
     *
     * @throws IllegalStateException if this exception was deserialized: reports are not serialized
     */
    public RestoreReport report() {
        if (report == null) {
            throw new IllegalStateException("the report was not serialized");
        }
        return report;
    }

    /** {@return the first statement that failed} */
    @Override
    public Optional<String> statement() {
        return Optional.ofNullable(statement);
    }

    /** {@return the SQLSTATE of the first failure; empty if it has none} */
    @Override
    public Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }
}
