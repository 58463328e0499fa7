package dev.sengi;

import java.util.Optional;

/** A restore reached its end, but something failed: the target lacks what {@link #report()} names. */
public final class RestoreFailedException extends SengiException {
    private static final long serialVersionUID = 1L;

    private final transient RestoreReport report;

    RestoreFailedException(RestoreReport report) {
        super(message(report));
        this.report = report;
        report.failures().stream()
                .findFirst()
                .ifPresent(first -> occurredAt(first.stage(), first.entry().orElse(null)));
    }

    private static String message(RestoreReport report) {
        String number = report.errors() == 1 ? "1 failure" : report.errors() + " failures";
        return report.failures().stream()
                .findFirst()
                .map(first -> number + "; the first"
                        + first.entry()
                                .map(entry -> " at " + entry.desc() + " " + entry.tag())
                                .orElse("") + ": " + first.serverMessage())
                .orElse(number);
    }

    /** {@return what the restore did, with its failures} */
    public RestoreReport report() {
        return report;
    }

    /** {@return the first statement that failed} */
    @Override
    public Optional<String> statement() {
        return report.failures().stream().findFirst().map(RestoreFailure::statement);
    }

    /** {@return the SQLSTATE of the first failure; empty if that has none} */
    @Override
    public Optional<String> sqlState() {
        return report.failures().stream().findFirst().flatMap(RestoreFailure::sqlState);
    }
}
