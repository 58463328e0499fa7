package dev.sengi;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A restore ran to completion, but something failed: the target lacks what {@link #report()} lists. */
public final class RestoreFailedException extends SengiException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable RestoreReport report;
    /** Of the first failure, or null. */
    private final @Nullable String statement;
    /** Of the first failure, or null. */
    private final @Nullable String sqlState;
    /** Of the first failure, or null. */
    private final @Nullable ServerTexts server;

    RestoreFailedException(RestoreReport report) {
        super(message(report));
        this.report = report;
        RestoreFailure first = report.failures().stream().findFirst().orElse(null);
        statement = first == null ? null : first.statement().orElse(null);
        sqlState = first == null ? null : first.sqlState().orElse(null);
        server = first == null ? null : ServerTexts.of(first);
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

    /** {@return what {@link RestoreFailure#serverMessage()} says about the first failure} */
    @Override
    public Optional<String> serverMessage() {
        return ofFirst(ServerTexts::message);
    }

    /** {@return the server's DETAIL about the first failure, which may quote rows; empty if the server sent none} */
    @Override
    public Optional<String> serverDetail() {
        return ofFirst(ServerTexts::detail);
    }

    /** {@return the server's HINT about the first failure; empty if the server sent none} */
    @Override
    public Optional<String> serverHint() {
        return ofFirst(ServerTexts::hint);
    }

    /** {@return the server's CONTEXT of the first failure, which may quote a row; empty if the server sent none} */
    @Override
    public Optional<String> serverContext() {
        return ofFirst(ServerTexts::context);
    }

    private Optional<String> ofFirst(Function<ServerTexts, @Nullable String> text) {
        return Optional.ofNullable(server).map(text);
    }

    private record ServerTexts(
            String message,
            @Nullable String detail,
            @Nullable String hint,
            @Nullable String context) implements Serializable {
        private static final long serialVersionUID = 1L;

        static ServerTexts of(RestoreFailure failure) {
            return new ServerTexts(
                    failure.serverMessage(),
                    failure.serverDetail().orElse(null),
                    failure.serverHint().orElse(null),
                    failure.serverContext().orElse(null));
        }
    }
}
