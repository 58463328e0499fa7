package dev.sengi.cli.archive;

import dev.sengi.ConnectionSource;
import dev.sengi.ProgressListener;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.internal.compare.DataCounts;
import dev.sengi.internal.compare.DatabaseCounts;
import dev.sengi.internal.compare.QualifiedName;
import dev.sengi.internal.session.Sessions;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Reads from a database until the process is asked to end. */
final class DatabaseSide {
    private DatabaseSide() {}

    /** Counts rows as {@link DatabaseCounts#read} does. */
    static DataCounts count(
            ConnectionSource source,
            boolean rowSecurity,
            Predicate<QualifiedName> foreign,
            Environment environment,
            Messages messages)
            throws IOException {
        AtomicReference<Sessions> sessions = new AtomicReference<>(Sessions.NONE);
        AtomicReference<DataCounts> counts = new AtomicReference<>();
        environment
                .termination()
                .during(
                        () -> sessions.get().cancel(),
                        messages,
                        () -> counts.set(DatabaseCounts.read(
                                source, sessions::set, rowSecurity, foreign, ProgressListener.none())));
        return counts.get();
    }
}
